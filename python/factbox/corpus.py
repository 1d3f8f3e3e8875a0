"""What the command line makes of a corpus: tables in a folder.

What has been written is noted, for tables behind each batch and in their folder, for lines and pages beside the file;
the same command goes on from there.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sys
import tempfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TextIO, cast

import factbox
from factbox import inputs
from factbox.inputs import NOTE, Reader, UnreadableError

KINDS = ("sentences", "mentions", "figures", "errors")
BATCH = 10_000
"""How many documents are written at a time."""
SURROGATES = "backslashreplace"
"""What is written for a lone surrogate, which UTF-8 has no form for: its number, as JSON has it."""
NOTED = 1000
"""How many documents are written to a file until that is noted."""
CHECKED = 4096
"""How many bytes before the place that is noted have to be what they were."""


@dataclasses.dataclass
class Counts:
    """What was made of what was given so far; kept in the note of an output that is taken up again.

    All that was given is one of three: a document that was read, a row without a text, or what could not be read.
    """

    documents: int = 0
    sentences: int = 0
    mentions: int = 0
    figures: int = 0
    blank: int = 0
    errors: int = 0

    def read(self, sentences: int, mentions: int, figures: int, documents: int = 1) -> None:
        """Counts documents that were read, and what was found in them."""
        self.documents += documents
        self.sentences += sentences
        self.mentions += mentions
        self.figures += figures

    @property
    def given(self) -> int:
        return self.documents + self.blank + self.errors

    def __str__(self) -> str:
        named = ((self.documents, "document"), (self.sentences, "sentence"), (self.mentions, "mention"))
        counted = [f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in (*named, (self.figures, "figure"))]
        left = ((self.blank, "without a text"), (self.errors, "not read"))
        others = "".join(f"; {count:,} {which}" for count, which in left if count)
        return f"{counted[0]}: {', '.join(counted[1:])}{others}"


class Folder:
    """A folder that tables are written into, with a note of how far they are."""

    def __init__(self, path: Path, form: str, run: dict[str, Any]) -> None:
        self.path, self.form = path, form
        self.run = {"version": factbox.__version__, "format": form, **run}
        self.counts, self.batches, self.sizes = Counts(), 0, dict.fromkeys(KINDS, 0)
        note = path / NOTE
        if note.exists():
            self.take_up(note)
        elif path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise UnreadableError("is there already, and is no output of factbox; name another folder")
        for left in path.glob(".writing-*"):
            shutil.rmtree(left, ignore_errors=True)
        path.mkdir(parents=True, exist_ok=True)
        self.save()

    def take_up(self, note: Path) -> None:
        """Goes on from what the folder holds."""
        try:
            noted = json.loads(note.read_text(encoding="utf-8"))
            same = noted["run"] == self.run
            self.counts, self.batches, self.sizes = Counts(**noted["counts"]), noted["batches"], noted["sizes"]
        except (ValueError, KeyError, TypeError):
            raise UnreadableError(f"its {note.name} cannot be read; remove the folder, or name another") from None
        if not same:
            raise UnreadableError("has the output of other inputs or options; name another folder, or remove this one")
        if self.form == "csv":
            # what was written behind the last note is written again
            for kind, size in self.sizes.items():
                with (self.path / f"{kind}.csv").open("ab") as file:
                    file.truncate(size)

    def save(self) -> None:
        """Notes what is written, in one step."""
        noted = {"run": self.run, "counts": vars(self.counts), "batches": self.batches, "sizes": self.sizes}
        replace(self.path / NOTE, noted)

    def add(self, tables: factbox.Tables, blank: int) -> None:
        """Writes a batch, of whose documents so many have no text, and notes it."""
        with tempfile.TemporaryDirectory(dir=self.path, prefix=".writing-") as name:
            written = Path(name)
            if self.form == "csv":
                tables.write_csv(written)
                for kind in KINDS:
                    self.append(written / f"{kind}.csv", kind)
            else:
                tables.write_parquet(written)
                for kind in KINDS:
                    (self.path / kind).mkdir(exist_ok=True)
                    (written / f"{kind}.parquet").replace(self.path / kind / f"{self.batches:05}.parquet")
        errors = len(tables.errors)
        read = tables.documents - blank - errors
        self.counts.read(len(tables.sentences), len(tables.mentions), len(tables.figures), read)
        self.counts.blank += blank
        self.counts.errors += errors
        self.batches += 1
        self.save()

    def append(self, written: Path, kind: str) -> None:
        """Puts the lines of a file behind those of the table, its header left out but for the first."""
        with written.open("rb") as lines, (self.path / f"{kind}.csv").open("ab") as file:
            if self.batches:
                lines.readline()
            shutil.copyfileobj(lines, file)
            file.flush()
            self.sizes[kind] = file.tell()


class Stream:
    """Where documents are written one after the other."""

    def __init__(self, out: TextIO) -> None:
        self.out, self.counts, self.taken_up = out, Counts(), False
        # what the same command would not have to do again
        self.kept: Counts | None = None

    def write(self, text: str) -> None:
        self.out.write(text)

    def note(self) -> None:
        """Notes how far the output is, where that is kept."""

    def end(self) -> None:
        """All is written."""
        self.out.flush()


class File(Stream):
    """A file of documents, with a note beside it of how far it is as long as it is not complete.

    A note counts only for the same run, and if the file still has before that place what it had then; else all begins
    anew.
    """

    def __init__(self, path: Path, form: str, run: dict[str, Any]) -> None:
        self.path, self.noted = path, path.with_name(f"{path.name}.{NOTE}")
        self.run = {"version": factbox.__version__, "format": form, **run}
        left = self.left()
        super().__init__(path.open("r+" if left else "w", encoding="utf-8", errors=SURROGATES, newline=""))
        if left:
            self.counts, size = left
            self.kept = dataclasses.replace(self.counts)
            self.taken_up = True
            self.out.seek(size)
            self.out.truncate()

    def left(self) -> tuple[Counts, int] | None:
        """What an interrupted run of the same command has written, and to which byte."""
        try:
            noted = json.loads(self.noted.read_text(encoding="utf-8"))
            counts, size = Counts(**noted["counts"]), int(noted["size"])
            same = noted["run"] == self.run and noted["before"] == self.before(size)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return (counts, size) if same else None

    def before(self, size: int) -> int:
        """A checksum of what stands before a byte of the file."""
        with self.path.open("rb") as file:
            file.seek(max(0, size - CHECKED))
            return zlib.crc32(file.read(min(size, CHECKED)))

    def note(self) -> None:
        if self.counts.given % NOTED == 0:
            self.out.flush()
            size = os.fstat(self.out.fileno()).st_size
            noted = {"run": self.run, "counts": vars(self.counts), "size": size, "before": self.before(size)}
            replace(self.noted, noted)
            self.kept = dataclasses.replace(self.counts)

    def end(self) -> None:
        self.out.close()
        self.noted.unlink(missing_ok=True)


def replace(note: Path, noted: dict[str, Any]) -> None:
    """Writes a note, in one step."""
    draft = note.with_name(f"{note.name}.new")
    draft.write_text(json.dumps(noted, indent=1), encoding="utf-8")
    draft.replace(note)


def analyzed(text: object, gazetteer: factbox.Gazetteer | None) -> factbox.Document:
    """The document of what was read; an error for what is no text."""
    if isinstance(text, UnreadableError):
        raise text
    return factbox.analyze(cast(str, text), gazetteer=gazetteer)


def found_in(document: factbox.Document) -> tuple[int, int, int]:
    """How many sentences, mentions and figures it has."""
    return len(document.sentences), len(document.mentions), len(document.figures)


def identity(names: Sequence[str], reader: Reader, gazetteer: str | None) -> dict[str, Any]:
    """What tells one run from another: the files as they are, and where in them the documents stand."""
    if inputs.STDIN in names:
        raise UnreadableError("standard input cannot be taken up again; put it into a file first")
    given = [*names, gazetteer] if gazetteer is not None else names
    stats = [(name, Path(name).stat()) for name in given if Path(name).exists()]
    return {
        "text_column": reader.text_column,
        "id_column": reader.id_column,
        "delimiter": reader.delimiter,
        "gazetteer": gazetteer,
        "files": [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats],
    }


def names_of(waiting: deque[str]) -> Iterator[str]:
    """The ids of the texts taken, to the last."""
    while waiting:
        yield waiting.popleft()


def write_tables(
    names: Sequence[str],
    reader: Reader,
    folder: Folder,
    threads: int | None,
    watched: bool,
    gazetteer: factbox.Gazetteer | None = None,
) -> None:
    """Writes the tables of all documents that the folder does not have yet, and tells what cannot be read."""
    documents = islice(reader.documents(names), folder.counts.given, None)
    # the id of each text waits here until the texts of its share have been taken
    ids: deque[str] = deque()
    blank: deque[bool] = deque()

    def texts() -> Iterator[str]:
        for name, text in documents:
            ids.append(name)
            blank.append(text is None)
            # what is no text is told of in the table of errors
            yield cast(str, text)

    with progress(names, reader, watched) as tell:
        for tables in factbox.analyze_batches(
            texts(),
            ids=names_of(ids),
            batch_size=BATCH,
            gazetteer=gazetteer,
            threads=threads,
            progress=lambda read: tell(),
        ):
            folder.add(tables, sum(blank.popleft() for _ in range(tables.documents)))
            for row in tables.errors.to_dicts():
                reader.tell(row["doc"], row["error"])


@contextmanager
def progress(names: Sequence[str], reader: Reader, watched: bool) -> Iterator[Callable[[], None]]:
    """A bar of the bytes read, on standard error, where somebody watches."""
    if not watched:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=sum(map(inputs.size, names)))
        yield lambda: bar.update(task, completed=reader.bytes_read())


def is_watched() -> bool:
    """Whether a person sees standard error."""
    return sys.stderr is not None and sys.stderr.isatty()
