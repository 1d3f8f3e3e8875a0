"""What the command line makes of a corpus: tables in a folder.

Tables are written batch by batch, and what has been written is noted in the folder; the same command goes on from
there.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, cast

import factbox
from factbox import inputs
from factbox.inputs import Reader, UnreadableError

KINDS = ("sentences", "mentions", "figures", "errors")
NOTE = "factbox.json"
BATCH = 10_000
"""How many documents are written at a time."""


@dataclass
class Counts:
    """What was made of the documents so far; kept in the note of a folder."""

    documents: int = 0
    sentences: int = 0
    mentions: int = 0
    figures: int = 0
    errors: int = 0

    def add(self, documents: int, sentences: int, mentions: int, figures: int, errors: int = 0) -> None:
        self.documents += documents
        self.sentences += sentences
        self.mentions += mentions
        self.figures += figures
        self.errors += errors

    def __str__(self) -> str:
        named = ((self.documents, "document"), (self.sentences, "sentence"), (self.mentions, "mention"))
        counted = [f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in (*named, (self.figures, "figure"))]
        return f"{counted[0]}: {', '.join(counted[1:])}"


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
        draft = self.path / f"{NOTE}.new"
        draft.write_text(json.dumps(noted, indent=1), encoding="utf-8")
        draft.replace(self.path / NOTE)

    def add(self, tables: factbox.Tables) -> None:
        """Writes a batch, and notes it."""
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
        self.counts.add(tables.documents, *(len(getattr(tables, kind)) for kind in KINDS))
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


def identity(names: Sequence[str], reader: Reader) -> dict[str, Any]:
    """What tells one run from another: the files as they are, and where in them the documents stand."""
    if inputs.STDIN in names:
        raise UnreadableError("standard input cannot be taken up again; put it into a file first")
    stats = [(name, Path(name).stat()) for name in names if Path(name).exists()]
    return {
        "text_column": reader.text_column,
        "id_column": reader.id_column,
        "delimiter": reader.delimiter,
        "files": [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats],
    }


def names_of(waiting: deque[str]) -> Iterator[str]:
    """The ids of the texts taken, to the last."""
    while waiting:
        yield waiting.popleft()


def write_tables(names: Sequence[str], reader: Reader, folder: Folder, threads: int | None, watched: bool) -> None:
    """Writes the tables of all documents that the folder does not have yet."""
    documents = islice(reader.documents(names), folder.counts.documents, None)
    # the id of each text waits here until the texts of its share have been taken
    ids: deque[str] = deque()

    def texts() -> Iterator[str]:
        for name, text in documents:
            ids.append(name)
            # what is no text is told of in the table of errors
            yield cast(str, text)

    with progress(names, reader, watched) as tell:
        for tables in factbox.analyze_batches(
            texts(), ids=names_of(ids), batch_size=BATCH, threads=threads, progress=lambda read: tell()
        ):
            folder.add(tables)


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
