"""What the command line reads: texts and tables of texts, in files, folders and globs, plain or compressed.

A file of text is one document, named by its path. A table (.jsonl, .json, .csv, .tsv, .parquet) has a document in each
row, named by a column of its own or by its file and row. In the place of what cannot be read, an input, a row or the
rest of a file, stands the reason, and all else is read.
"""

from __future__ import annotations

import csv
import glob
import gzip
import importlib
import io
import itertools
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

from factbox import sample

STDIN = "-"
DEMO = "demo"
TEXTS = (".txt", ".text")
TABLES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")
COMPRESSED = (".gz", ".zst")
NOTE = "factbox.json"
"""The file that says how far an output is: in its folder, or beside it and called by its name."""


OTHER_KINDS = {
    b"\xff\xfe": "is UTF-16; convert it first, for instance with: iconv -f UTF-16 -t UTF-8",
    b"\xfe\xff": "is UTF-16; convert it first, for instance with: iconv -f UTF-16 -t UTF-8",
    b"\x1f\x8b": "is compressed by gzip; name a file that ends in .gz, or unpack it first with: gzip -dc",
    b"%PDF": "is a PDF; take its text out first, for instance with: pdftotext",
    b"PK\x03\x04": "is an archive, or a document of an office program; unpack it, or save it as plain text, first",
    b"\x28\xb5\x2f\xfd": "is compressed by Zstandard; name a file that ends in .zst, or unpack it first with: zstd -dc",
}
"""What a file is that begins with these bytes, and the mend."""
ROW = re.compile(r"(.+):\d+", re.DOTALL)
"""What a row without an id of its own goes by."""
TOLD = 5
"""How many rows of a table are told that cannot be read for one reason."""


class UnreadableError(Exception):
    """An input that cannot be read: what is wrong and the mend."""


Row = Mapping[str, Any] | str | UnreadableError | None
"""A row of a table by its columns, a text alone, or why the row cannot be read."""


class Telling:
    """Says on standard error what could not be read, and counts what would say the same over and over."""

    def __init__(self) -> None:
        self.told: Counter[tuple[str, str]] = Counter()

    def __call__(self, name: str, why: str) -> None:
        # rows of one table that lack the same
        table = ROW.fullmatch(name)
        alike = (table[1] if table else "others", why)
        self.told[alike] += 1
        if self.told[alike] <= TOLD:
            print(f"factbox: {title(name)}: {why}", file=sys.stderr)

    def end(self) -> None:
        """Says what was only counted."""
        for (of, why), count in self.told.items():
            if count > TOLD:
                print(f"factbox: {of}: {count - TOLD:,} more: {why}", file=sys.stderr)


@dataclass
class Reader:
    """Reads documents, and knows how far it is in its files."""

    text_column: str = "text"
    id_column: str | None = None
    delimiter: str = ","
    unfound: list[tuple[str, str]] = field(default_factory=list)
    """The inputs that stand for no file, with the reasons; they come before all documents."""
    tell: Telling = field(default_factory=Telling)
    before: int = 0
    current: BinaryIO | None = None

    def documents(self, names: Iterable[str]) -> Iterator[tuple[str, object]]:
        """The documents of files, each with its id: a text, None where there is none, or why it cannot be read.

        What else stands in a row is left to whoever analyses it.
        """
        for name, why in self.unfound:
            yield name, UnreadableError(why)
        for name in names:
            try:
                yield from self.document(name)
            except (OSError, EOFError, zlib.error, UnreadableError) as error:
                yield name, UnreadableError(reason(error))
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
                    yield from self.rows(name, json_lines(content))
                case ".json":
                    yield from self.rows(name, json_rows(content))
                case ".csv" | ".tsv" as kind:
                    separator = "\t" if kind == ".tsv" else self.delimiter
                    cells = csv_rows(content, separator, self.check, quoted=kind == ".csv")
                    # what reads the cells lets go of the file before it is closed
                    yield from self.rows(name, stack.enter_context(closing(cells)))
                case ".parquet":
                    columns = [self.text_column] + ([self.id_column] if self.id_column else [])
                    yield from self.rows(name, parquet_rows(content, columns, self.check))
                case _:
                    yield name, decoded(content.read())

    def rows(self, name: str, rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[str, object]]:
        """The documents of a table's rows."""
        for number, row in rows:
            place = f"{name}:{number}"
            if not isinstance(row, Mapping):
                yield place, row or None
                continue
            try:
                self.check(list(row))
            except UnreadableError as error:
                yield place, error
                continue
            given = row[self.id_column] if self.id_column is not None else None
            text = row[self.text_column]
            # a .csv has no other way to say that there is none
            text = None if text == "" else text
            yield place if given is None or given == "" else str(given), text

    def check(self, there: Sequence[str]) -> None:
        """Refuses a row or a table that does not have each column asked for, once."""
        for column, option in ((self.text_column, "--text-column"), (self.id_column, "--id-column")):
            if column is None:
                continue
            match there.count(column):
                case 0:
                    names = ", ".join(map(str, there)) or "none"
                    raise UnreadableError(f"no column {column!r} (there are: {names}); see {option}")
                case 1:
                    continue
                case count:
                    raise UnreadableError(f"{count} columns are called {column!r}; give each a name of its own")


def files(names: Sequence[str], unfound: list[tuple[str, str]], output: str | None = None) -> list[str]:
    """The files that inputs stand for: those of a folder and below by name, of a glob, or the one named.

    What is written is no input of a folder or a glob. Those that stand for no file are put aside with the reason.
    """
    outputs = () if output is None else (Path(output).resolve(), Path(f"{output}.{NOTE}").resolve())

    def is_input(path: Path) -> bool:
        whole = path.resolve() if outputs else path
        return path.is_file() and not any(whole.is_relative_to(each) for each in outputs)

    found: dict[str, None] = {}
    for name in names:
        path = Path(name)
        if name in (STDIN, DEMO):
            found[name] = None
        elif path.is_dir():
            within = [str(each) for each in sorted(path.rglob("*")) if is_input(each) and is_known(each.name)]
            if not within:
                known = " ".join((*TEXTS, *TABLES))
                unfound.append((name, f"is a folder without texts ({known}, or these with .gz or .zst)"))
            found |= dict.fromkeys(within)
        elif glob.has_magic(name) and not path.exists():
            matching = sorted(each for each in glob.glob(name, recursive=True) if is_input(Path(each)))
            if not matching:
                unfound.append((name, "matches no file; check the pattern"))
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
    refuse_other_kinds(content[:4])
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise not_utf8(f"at byte {error.start:,} (0x{content[error.start]:02x})") from None


def not_utf8(place: str) -> UnreadableError:
    return UnreadableError(f"not UTF-8 {place}; convert it first, for instance with: iconv -f WINDOWS-1252 -t UTF-8")


def json_lines(content: BinaryIO) -> Iterator[tuple[int, Row]]:
    """The values of JSON lines, by the numbers of their lines."""
    for number, line in enumerate(content, 1):
        if not line.strip():
            continue
        try:
            yield number, json_row(json.loads(decoded(line.rstrip())), "a line")
        except json.JSONDecodeError as error:
            yield number, UnreadableError(f"not JSON: {error.msg} at column {error.colno}; mend the line")
        except (ValueError, RecursionError) as error:
            yield number, UnreadableError(f"not JSON: {error}; mend the line")
        except UnreadableError as error:
            yield number, error


def json_rows(content: BinaryIO) -> Iterator[tuple[int, Row]]:
    """The values of an array, from 1, or the one object. The file is read whole: JSON ends only where it ends."""
    try:
        value = json.loads(decoded(content.read()))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not JSON: {error}; mend it, or name it .jsonl if each line is a value") from None
    for number, each in enumerate(value if isinstance(value, list) else [value], 1):
        yield number, json_row(each, "a value")


def json_row(value: object, of: str) -> Row:
    """What JSON says of a document: an object with a column of text, or the text alone."""
    match value:
        case dict():
            return value
        case str() | None:
            return value
    return UnreadableError(f"{of} must be a JSON object or a text, not {type(value).__name__}")


def csv_rows(
    content: BinaryIO, separator: str, check: Callable[[Sequence[str]], None], *, quoted: bool
) -> Generator[tuple[int, Row]]:
    """The rows of a table of text with a header, from 1; without `quoted` quotation marks are letters."""
    csv.field_size_limit(2**31 - 1)
    refuse_other_kinds(cast(io.BufferedReader, content).peek(4))
    # a byte that is not UTF-8 costs its row alone
    lines = io.TextIOWrapper(content, encoding="utf-8-sig", errors="surrogateescape", newline="")
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    rows = csv.reader(lines, delimiter=separator, strict=True, quoting=quoting)
    try:
        header = next(rows, [])
        check_delimiter(header, separator)
        check(header)
        for number in itertools.count(1):
            try:
                # an empty line is no row
                row = next((row for row in rows if row), None)
            except csv.Error as error:
                yield number, UnreadableError(misquoted(error))
                continue
            if row is None:
                return
            if len(row) != len(header):
                counted = f"{len(row)} column{'' if len(row) == 1 else 's'} where the header has {len(header)}"
                quote = f'; quote a cell that has "{separator}" or a line end in it' if quoted else ""
                yield number, UnreadableError(counted + quote)
                continue
            problem = next(undecoded(header, row), None)
            if problem is not None:
                yield number, UnreadableError(problem)
                continue
            yield number, dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise UnreadableError(f"the header: {misquoted(error)}") from None
    finally:
        lines.detach()


def undecoded(header: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    """What is not UTF-8 in the cells of a row."""
    for name, cell in zip(header, row, strict=True):
        try:
            cell.encode()
        except UnicodeEncodeError as error:
            byte = len(cell[: error.start].encode())
            yield f"column {name!r}: {not_utf8(f'at byte {byte:,} (0x{ord(cell[error.start]) - 0xDC00:02x})')}"


def misquoted(error: csv.Error) -> str:
    """What is wrong with the quotation marks of a row; the rows that one swallows are lost with it."""
    if "unexpected end of data" in str(error):
        return "a quotation mark is not closed, up to the end of the file; close it, and double those within a cell"
    return f"a quotation mark is not closed, or stands within a cell and is not doubled ({error}); mend the row"


def check_delimiter(header: Sequence[str], separator: str) -> None:
    """Refuses a table whose header is a single cell that has the delimiters of others."""
    if len(header) == 1:
        for other, name in ((";", ";"), ("\t", "tab"), ("|", "|"), (",", ",")):
            if other != separator and other in header[0]:
                raise UnreadableError(f"the cells seem to be parted by {other!r}; give --delimiter '{name}'")


def refuse_other_kinds(begin: bytes) -> None:
    """Refuses what is no text in UTF-8, by the bytes it begins with."""
    for mark, problem in OTHER_KINDS.items():
        if begin.startswith(mark):
            raise UnreadableError(problem)


def parquet_rows(
    content: BinaryIO, columns: list[str], check: Callable[[Sequence[str]], None]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows of a Parquet file, by pyarrow, or by Polars where that is what there is; counted from 1."""
    whole = content if content.seekable() and not isinstance(content, Unpacking) else io.BytesIO(content.read())
    number = 0
    try:
        for row in parquet(whole, columns, check):
            number += 1
            yield number, row
    except (ValueError, RuntimeError) as error:
        raise UnreadableError(f"not readable as Parquet: {str(error).splitlines()[0]}") from None


def parquet(
    content: BinaryIO, columns: list[str], check: Callable[[Sequence[str]], None]
) -> Iterator[Mapping[str, Any]]:
    if find_spec("pyarrow") is not None:
        file = importlib.import_module("pyarrow.parquet").ParquetFile(content)
        check(file.schema_arrow.names)
        for batch in file.iter_batches(batch_size=1000, columns=columns):
            yield from batch.to_pylist()
    elif find_spec("polars") is not None:
        frame = importlib.import_module("polars").read_parquet(content)
        check(frame.columns)
        yield from frame.iter_rows(named=True)
    else:
        raise UnreadableError("Parquet needs Polars or pyarrow: pip install polars")


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
