"""What the command line reads: texts and tables of texts, in files, folders and globs, plain or compressed.

A file of text is one document, named by its path. A table (.jsonl, .csv, .tsv, .parquet) has a document in each row,
named by a column of its own or by its file and row. What cannot be read is put aside with the
reason, and the rest is read.
"""

from __future__ import annotations

import csv
import glob
import gzip
import importlib
import io
import json
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO, cast

from factbox import sample

STDIN = "-"
DEMO = "demo"
TEXTS = (".txt", ".text")
TABLES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
COMPRESSED = (".gz", ".zst")


class UnreadableError(Exception):
    """An input that cannot be read: what is wrong and the mend."""


@dataclass
class Reader:
    """Reads documents, and keeps count of what was read and what was not."""

    text_column: str = "text"
    id_column: str | None = None
    failed: list[tuple[str, str]] = field(default_factory=list)
    """The inputs that could not be read, or not to their end, with the reasons."""
    files: int = 0
    before: int = 0
    current: BinaryIO | None = None

    def documents(self, names: Iterable[str]) -> Iterator[tuple[str, object]]:
        """The documents of files, each with its id; what is no text is left to whoever analyses it."""
        for name in names:
            try:
                yield from self.document(name)
            except (OSError, EOFError, zlib.error, UnreadableError) as error:
                self.failed.append((name, reason(error)))
            else:
                self.files += 1
            self.before += size(name)
            self.current = None

    def bytes_read(self) -> int:
        """How far the reading is in the files, as they are on disk."""
        try:
            return self.before + (self.current.tell() if self.current else 0)
        except ValueError:
            return self.before

    def document(self, name: str) -> Iterator[tuple[str, object]]:
        """The documents of one input."""
        if name == DEMO:
            yield title(name), sample.report()
            return
        if name == STDIN:
            yield title(name), decoded(sys.stdin.buffer.read())
            return
        with ExitStack() as stack:
            raw = self.current = stack.enter_context(Path(name).open("rb"))
            content = unpacked(name, raw, stack)
            match suffix(name):
                case ".jsonl" | ".ndjson":
                    yield from self.rows(name, json_rows(content))
                case ".csv":
                    yield from self.rows(name, csv_rows(content, ","))
                case ".tsv":
                    yield from self.rows(name, csv_rows(content, "\t"))
                case ".parquet":
                    columns = [self.text_column] + ([self.id_column] if self.id_column else [])
                    yield from self.rows(name, parquet_rows(content, columns))
                case _:
                    yield name, decoded(content.read())

    def rows(self, name: str, rows: Iterable[tuple[int, Mapping[str, Any] | str]]) -> Iterator[tuple[str, object]]:
        """The documents of a table's rows; a row may be a str that says why it cannot be read."""
        for number, row in rows:
            place = f"{name}:{number}"
            if isinstance(row, str):
                self.failed.append((place, row))
                continue
            for column, option in ((self.text_column, "--text-column"), (self.id_column, "--id-column")):
                if column is not None and column not in row:
                    there = ", ".join(map(str, row)) or "none"
                    raise UnreadableError(f"row {number} has no column {column!r} (there are: {there}); see {option}")
            given = row[self.id_column] if self.id_column is not None else None
            yield place if given is None else str(given), row[self.text_column]


def files(names: Sequence[str], failed: list[tuple[str, str]]) -> list[str]:
    """The files that inputs stand for: those of a folder and below by name, of a glob, or the one named."""
    found: dict[str, None] = {}
    for name in names:
        path = Path(name)
        if name in (STDIN, DEMO):
            found[name] = None
        elif path.is_dir():
            within = [str(each) for each in sorted(path.rglob("*")) if each.is_file() and is_known(each.name)]
            if not within:
                known = " ".join((*TEXTS, *TABLES))
                failed.append((name, f"is a folder without texts ({known}, or these with .gz or .zst)"))
            found |= dict.fromkeys(within)
        elif glob.has_magic(name) and not path.exists():
            matching = sorted(each for each in glob.glob(name, recursive=True) if Path(each).is_file())
            if not matching:
                failed.append((name, "matches no file; check the pattern"))
            found |= dict.fromkeys(matching)
        else:
            found[name] = None
    return list(found)


def is_one_text(names: Sequence[str]) -> bool:
    """Whether inputs are one text by their names, not a table, a folder or several."""
    return len(names) == 1 and suffix(names[0]) not in TABLES and not Path(names[0]).is_dir() and not is_glob(names[0])


def is_glob(name: str) -> bool:
    """Whether a name is a pattern for files."""
    return name not in (STDIN, DEMO) and glob.has_magic(name) and not Path(name).exists()


def is_known(name: str) -> bool:
    """Whether a folder's file of this name is read."""
    return suffix(name) in (*TEXTS, *TABLES) and not name.startswith(".")


def suffix(name: str) -> str:
    """The ending that says what is in a file, that of its compression aside."""
    path = Path(name.lower())
    return path.with_suffix("").suffix if path.suffix in COMPRESSED else path.suffix


def size(name: str) -> int:
    """The bytes of a file, 0 where that is not known."""
    try:
        return 0 if name in (STDIN, DEMO) else Path(name).stat().st_size
    except OSError:
        return 0


def unpacked(name: str, raw: BinaryIO, stack: ExitStack) -> BinaryIO:
    """What is in a file, decompressed as its name says."""
    match Path(name.lower()).suffix:
        case ".gz":
            return cast(BinaryIO, stack.enter_context(gzip.open(raw)))
        case ".zst":
            if find_spec("zstandard") is None:
                raise UnreadableError("needs zstandard: pip install zstandard")
            zstandard = importlib.import_module("zstandard")
            stream = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
            return cast(BinaryIO, stack.enter_context(Unpacking(stream, zstandard.ZstdError)))
    return raw


class Unpacking(io.BufferedReader):
    """A stream of Zstandard, whose errors are those of any file."""

    def __init__(self, stream: Any, error: type[Exception]) -> None:
        super().__init__(Plain(stream, error))


class Plain(io.RawIOBase):
    """The bytes that a decompressor gives."""

    def __init__(self, stream: Any, error: type[Exception]) -> None:
        self.stream, self.error = stream, error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            return int(self.stream.readinto(buffer))
        except self.error as error:
            raise UnreadableError(f"not readable as Zstandard: {error}; fetch the file again") from None


def decoded(content: bytes) -> str:
    """A text in UTF-8, its line ends as they are."""
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise not_utf8(f"at byte {error.start:,} (0x{content[error.start]:02x})") from None


def not_utf8(place: str) -> UnreadableError:
    return UnreadableError(f"not UTF-8 {place}; convert it first, for instance with: iconv -f WINDOWS-1252 -t UTF-8")


def json_rows(content: BinaryIO) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """The objects of JSON lines, by the numbers of their lines."""
    for number, line in enumerate(content, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(decoded(line))
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON: {error}; mend the line"
            continue
        except UnreadableError as error:
            yield number, str(error)
            continue
        yield number, row if isinstance(row, dict) else f"a line must be a JSON object, not {type(row).__name__}"


def csv_rows(content: BinaryIO, separator: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """The rows of a table of text with a header, counted from 1."""
    csv.field_size_limit(2**31 - 1)
    lines = io.TextIOWrapper(content, encoding="utf-8-sig", newline="")
    rows = csv.DictReader(lines, delimiter=separator)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            yield number, row
    except UnicodeDecodeError:
        raise not_utf8(f"behind row {number}") from None
    except csv.Error as error:
        raise UnreadableError(f"not readable as CSV behind row {number}: {error}") from None
    finally:
        lines.detach()


def parquet_rows(content: BinaryIO, columns: list[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows of a Parquet file, by pyarrow, or by Polars where that is what there is; counted from 1."""
    whole = content if content.seekable() and not isinstance(content, Unpacking) else io.BytesIO(content.read())
    number = 0
    try:
        for row in parquet(whole, columns):
            number += 1
            yield number, row
    except (ValueError, RuntimeError) as error:
        raise UnreadableError(f"not readable as Parquet: {str(error).splitlines()[0]}") from None


def parquet(content: BinaryIO, columns: list[str]) -> Iterator[Mapping[str, Any]]:
    if find_spec("pyarrow") is not None:
        file = importlib.import_module("pyarrow.parquet").ParquetFile(content)
        there = [name for name in columns if name in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=1000, columns=there or file.schema_arrow.names):
            yield from batch.to_pylist()
    elif find_spec("polars") is not None:
        yield from importlib.import_module("polars").read_parquet(content).iter_rows(named=True)
    else:
        raise UnreadableError("Parquet needs Polars or pyarrow: pip install 'factbox[polars]'")


def title(name: str) -> str:
    """What an input is called on the page."""
    return {STDIN: "standard input", DEMO: "the built-in sample report"}.get(name, name)


def reason(error: Exception) -> str:
    """What went wrong, and the mend where it is known."""
    match error:
        case FileNotFoundError():
            return "no such file; check the path"
        case IsADirectoryError():
            return "is a folder; name a file"
        case PermissionError():
            return "may not be opened; check its permissions"
        case EOFError() | zlib.error():
            return f"not readable to its end: {error}; fetch the file again"
        case OSError():
            return error.strerror or str(error)
    return str(error)
