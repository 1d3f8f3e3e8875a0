"""The command line: `factbox FILE...` prints the factbox of each news text, or writes the tables of a whole corpus.

Exit status: 0; 1 if an input could not be read (the message says which and how to mend it, all others are done); 2 for
wrong usage; 130 if interrupted.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import factbox
from factbox import inputs
from factbox.inputs import DEMO, STDIN, Reader, UnreadableError, reason, title

if TYPE_CHECKING:
    from factbox import Document

TABLES = ("csv", "parquet")
DRAWN = ("jsonl", "html")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and gives its exit status."""
    parser = options()
    given = parser.parse_args(arguments)
    if not given.inputs:
        if sys.stdin is None or sys.stdin.isatty():
            parser.error("no input: name a file, pipe a text in, or try the sample report with: factbox demo")
        given.inputs = [STDIN]
    if given.threads is not None and not 1 <= given.threads <= 1024:
        parser.error(f"-j is {given.threads}; give 1 or more, 1024 at most")
    delimiter = {"tab": "\t", "\\t": "\t"}.get(given.delimiter, given.delimiter)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        parser.error(f"--delimiter is {given.delimiter!r}; give one character, or the word tab")
    if given.output == "-" and given.format not in TABLES:
        given.output = None
    if given.format == "parquet" and not (find_spec("pyarrow") or find_spec("polars")):
        parser.error("--format parquet needs Polars or pyarrow: pip install polars")
    reader = Reader(given.text_column, given.id_column, delimiter)
    names = inputs.files(given.inputs, reader.failed)
    try:
        return tables(parser, given, names, reader) if given.format in TABLES else write(parser, given, names, reader)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"factbox: the output could not be written: {reason(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def options() -> argparse.ArgumentParser:
    """The options and their help."""
    parser = argparse.ArgumentParser(
        prog="factbox",
        description="The factbox of news texts: who, where, and every figure with what it counts and who says so.",
        epilog="factbox demo shows the built-in sample report (a file of that name: ./demo). With csv and parquet, "
        "what an interrupted command has written is kept, and the same command goes on from there.",
    )
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="FILE",
        help="a text in UTF-8, a table of texts (.jsonl .csv .tsv .parquet), either of them compressed (.gz .zst), "
        "a folder or a glob of such; - for standard input",
    )
    formats = ("text", "json", "jsonl", "html", *TABLES)
    parser.add_argument(
        "--format",
        choices=formats,
        default="text",
        help="what is written: the factbox for reading (text, the default), a page of it (html), documents (json, or "
        "jsonl for one a line), or tables of all documents (csv, parquet)",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="where it is written: a file, for tables a folder (default, and -: standard output)",
    )
    parser.add_argument(
        "--text-column", metavar="NAME", default="text", help="a table's column of texts (default: text)"
    )
    parser.add_argument("--id-column", metavar="NAME", help="a table's column of ids (default: file and row)")
    parser.add_argument(
        "--delimiter", metavar="C", default=",", help="what parts the cells of a .csv, or tab (default: a comma)"
    )
    parser.add_argument(
        "-j",
        "--threads",
        metavar="N",
        type=int,
        help="how many read at once, but for text and json (default: one for each core)",
    )
    parser.add_argument("--version", action="version", version=f"factbox {factbox.__version__}")
    return parser


def opened(output: str | None, names: Sequence[str], stack: ExitStack) -> TextIO:
    """The output as UTF-8; a terminal keeps its own encoding."""
    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            if sys.stdout.isatty():
                sys.stdout.reconfigure(errors="replace")
            else:
                sys.stdout.reconfigure(encoding="utf-8")
        return sys.stdout
    path = Path(output)
    if not path.parent.is_dir():
        raise UnreadableError(f"there is no folder {path.parent}; make it first")
    if path.exists() and any(name not in (STDIN, DEMO) and same(path, Path(name)) for name in names):
        raise UnreadableError("is also an input and would be overwritten; name another file")
    return stack.enter_context(path.open("w", encoding="utf-8"))


def same(path: Path, other: Path) -> bool:
    """Whether both are one file."""
    return other.exists() and path.samefile(other)


def tables(parser: argparse.ArgumentParser, given: argparse.Namespace, names: Sequence[str], reader: Reader) -> int:
    """Writes the tables of all documents into a folder, says what was read, and gives the exit status."""
    from factbox import corpus

    if given.output is None:
        parser.error(f"--format {given.format} writes several tables; name a folder for them with -o")
    try:
        folder = corpus.Folder(Path(given.output), given.format, corpus.identity(names, reader))
    except (OSError, UnreadableError) as error:
        parser.error(f"{given.output}: {reason(error)}")
    try:
        corpus.write_tables(names, reader, folder, given.threads, corpus.is_watched())
    except KeyboardInterrupt:
        print(f"factbox: stopped behind {folder.counts}; the same command goes on from there", file=sys.stderr)
        raise
    for name, why in reader.failed:
        print(f"factbox: {title(name)}: {why}", file=sys.stderr)
    print(f"factbox: {folder.counts}", file=sys.stderr)
    if errors := folder.counts.errors:
        plural = "s" if errors > 1 else ""
        print(f"factbox: {errors:,} document{plural} could not be read; the table errors says why", file=sys.stderr)
    return 1 if reader.failed or errors else 0


def write(parser: argparse.ArgumentParser, given: argparse.Namespace, names: Sequence[str], reader: Reader) -> int:
    """Writes the factbox of every document that can be read, and gives the exit status."""
    single = inputs.is_one_text(given.inputs)
    with ExitStack() as stack:
        try:
            out = opened(given.output, names, stack)
        except (OSError, UnreadableError) as error:
            parser.error(f"{given.output}: {reason(error)}")
        if given.format in DRAWN:
            from factbox import pieces

            try:
                draw(given, names, reader, out)
            except pieces.ProcessEndedError as error:
                print(f"factbox: {error}", file=sys.stderr)
                return 1
        elif given.format == "text":
            from factbox import terminal

            page = terminal.page(out)
            for name, document in readable(names, reader):
                print(terminal.drawn(page, name, document), end="", file=out)
        elif single:
            for _, document in readable(names, reader):
                print(document.to_json(), file=out)
        else:
            separator = "["
            for name, document in readable(names, reader):
                record = json.dumps({"file": name, **document.to_dict()}, ensure_ascii=False)
                print(separator, record, sep="\n", end="", file=out)
                separator = ","
            print("[\n]" if separator == "[" else "\n]", file=out)
        out.flush()
    return 1 if reader.failed else 0


def draw(given: argparse.Namespace, names: Sequence[str], reader: Reader, out: TextIO) -> None:
    """Writes documents as lines of JSON or sections of a page, by several processes, and says what was read."""
    from factbox import corpus, display, pieces

    counts = corpus.Counts()
    tell = Telling(reader)
    watched = corpus.is_watched() and not out.isatty()

    def written(read: Callable[[], None]) -> Iterator[str]:
        for piece in pieces.pieces(reader.documents(names), given.format, given.threads or os.cpu_count() or 1):
            if piece.error is not None:
                reader.failed.append((piece.name, piece.error))
            else:
                counts.add(1, *piece.counts)
                yield piece.drawn
            tell()
            read()
        tell()

    with corpus.progress(names, reader, watched) as read:
        out.writelines(display.page_html(written(read)) if given.format == "html" else written(read))
    if not inputs.is_one_text(given.inputs):
        print(f"factbox: {counts}", file=sys.stderr)


def readable(names: Sequence[str], reader: Reader) -> Iterator[tuple[str, Document]]:
    """Each document with its title; what cannot be read is said on standard error."""
    tell = Telling(reader)
    for name, text in reader.documents(names):
        tell()
        if text is None:
            continue
        try:
            document = factbox.analyze(text)  # type: ignore[arg-type]
        except (TypeError, factbox.FactboxError) as error:
            reader.failed.append((name, str(error)))
            tell()
        else:
            yield name, document
    tell()


class Telling:
    """Says on standard error what could not be read, each once."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.told = reader, 0

    def __call__(self) -> None:
        for name, why in self.reader.failed[self.told :]:
            print(f"factbox: {title(name)}: {why}", file=sys.stderr)
        self.told = len(self.reader.failed)
