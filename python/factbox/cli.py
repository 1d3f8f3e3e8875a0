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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TextIO

import factbox
from factbox import corpus, inputs
from factbox.inputs import DEMO, STDIN, Reader, UnreadableError, reason

if TYPE_CHECKING:
    from factbox import Document, Gazetteer

TABLES = ("csv", "parquet")
DRAWN = ("jsonl", "html")
LISTS = {
    ".csv": factbox.Gazetteer.from_csv,
    ".tsv": factbox.Gazetteer.from_tsv,
    ".jsonl": factbox.Gazetteer.from_jsonl,
    ".ndjson": factbox.Gazetteer.from_jsonl,
    ".parquet": factbox.Gazetteer.from_parquet,
}
"""What reads a list of names, by its ending; any other is a gazetteer that was saved."""


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
    if given.output == "-":
        if given.format in TABLES:
            parser.error(f"--format {given.format} writes several files; name a folder for them with -o")
        given.output = None
    if given.format == "parquet" and not (find_spec("pyarrow") or find_spec("polars")):
        parser.error("--format parquet needs Polars or pyarrow: pip install polars")
    reader = Reader(given.text_column, given.id_column, delimiter)
    names = inputs.files(given.inputs, reader.unfound, given.output)
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
        epilog="factbox demo shows the built-in sample report (a file of that name: ./demo). With jsonl, html, csv and "
        "parquet, what an interrupted command has written to -o is kept, and the same command goes on from there.",
    )
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="FILE",
        help="a text in UTF-8, a table of texts (.jsonl .json .csv .tsv .parquet), either of them compressed (.gz "
        ".zst), a folder or a glob of such; - for standard input",
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
        "--gazetteer",
        metavar="PATH",
        help="names of your own: a saved gazetteer, or a list of names (.csv .tsv .jsonl .parquet)",
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


def refuse_output(path: Path, names: Sequence[str]) -> None:
    """Refuses to write where there is no folder, or over an input."""
    if not path.parent.is_dir():
        raise UnreadableError(f"there is no folder {path.parent}; make it first")
    if path.exists() and any(name not in (STDIN, DEMO) and same(path, Path(name)) for name in names):
        raise UnreadableError("is also an input and would be overwritten; name another file")


def standard_output() -> TextIO:
    """Standard output as UTF-8; a terminal keeps its own encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors=corpus.SURROGATES)
    return sys.stdout


def same(path: Path, other: Path) -> bool:
    """Whether both are one file."""
    return other.exists() and path.samefile(other)


def names_given(parser: argparse.ArgumentParser, path: str | None) -> Gazetteer | None:
    """The gazetteer of a path: a list of names by its ending, or what was saved."""
    if path is None:
        return None
    read = LISTS.get(Path(path).suffix.lower())
    try:
        return factbox.Gazetteer.open(path) if read is None else read(path, metadata="all")
    except (OSError, factbox.FactboxError, ModuleNotFoundError) as error:
        parser.error(f"--gazetteer: {error}")


def tables(parser: argparse.ArgumentParser, given: argparse.Namespace, names: Sequence[str], reader: Reader) -> int:
    """Writes the tables of all documents into a folder, says what was read, and gives the exit status."""
    if given.output is None:
        parser.error(f"--format {given.format} writes several tables; name a folder for them with -o")
    gazetteer = names_given(parser, given.gazetteer)
    try:
        folder = corpus.Folder(Path(given.output), given.format, corpus.identity(names, reader, given.gazetteer))
    except (OSError, UnreadableError) as error:
        parser.error(f"{given.output}: {reason(error)}")
    try:
        corpus.write_tables(names, reader, folder, given.threads, corpus.is_watched(), gazetteer)
    except KeyboardInterrupt:
        print(f"factbox: stopped behind {folder.counts}; the same command goes on from there", file=sys.stderr)
        raise
    reader.tell.end()
    print(f"factbox: {folder.counts}", file=sys.stderr)
    return 1 if folder.counts.errors else 0


def write(parser: argparse.ArgumentParser, given: argparse.Namespace, names: Sequence[str], reader: Reader) -> int:
    """Writes the factbox of every document that can be read, says what was read, and gives the exit status."""
    gazetteer = names_given(parser, given.gazetteer)
    with ExitStack() as stack:
        try:
            out = opened(given, names, reader)
        except (OSError, UnreadableError) as error:
            parser.error(f"{given.output}: {reason(error)}")
        if given.output is not None:
            stack.callback(out.out.close)
        if given.format in DRAWN:
            from factbox import pieces

            try:
                draw(given, names, reader, out, saved(given.gazetteer, gazetteer, stack))
            except pieces.ProcessEndedError as error:
                print(f"factbox: {error}", file=sys.stderr)
                return 1
            except KeyboardInterrupt:
                if out.kept:
                    print(f"factbox: stopped behind {out.kept}; the same command goes on from there", file=sys.stderr)
                raise
        else:
            documents = readable(names, reader, out.counts, gazetteer)
            write_plainly(given, documents, out.out)
        out.end()
    reader.tell.end()
    if not inputs.is_one_text(given.inputs):
        print(f"factbox: {out.counts}", file=sys.stderr)
    return 1 if out.counts.errors else 0


def opened(given: argparse.Namespace, names: Sequence[str], reader: Reader) -> corpus.Stream:
    """Where documents are written; a file of lines or a page may be one to go on with."""
    if given.output is None:
        return corpus.Stream(standard_output())
    path = Path(given.output)
    refuse_output(path, names if given.gazetteer is None else [*names, given.gazetteer])
    if given.format not in DRAWN or STDIN in names:
        return corpus.Stream(path.open("w", encoding="utf-8", errors=corpus.SURROGATES))
    return corpus.File(path, given.format, corpus.identity(names, reader, given.gazetteer))


def saved(path: str | None, gazetteer: Gazetteer | None, stack: ExitStack) -> Path | None:
    """A gazetteer as a file that several processes open; one that was read from a list is saved for them."""
    if path is None or gazetteer is None:
        return None
    if Path(path).suffix.lower() not in LISTS:
        return Path(path)
    folder = stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
    file = Path(folder, "names.gazetteer")
    gazetteer.save(file)
    return file


def write_plainly(given: argparse.Namespace, documents: Iterator[tuple[str, Document]], out: TextIO) -> None:
    """Writes documents for reading, or as JSON."""
    if given.format == "text":
        from factbox import terminal

        page = terminal.page(out)
        for name, document in documents:
            print(terminal.drawn(page, name, document), end="", file=out)
    elif inputs.is_one_text(given.inputs):
        for _, document in documents:
            print(document.to_json(), file=out)
    else:
        separator = "["
        for name, document in documents:
            record = json.dumps({"file": name, **document.to_dict()}, ensure_ascii=False)
            print(separator, record, sep="\n", end="", file=out)
            separator = ","
        print("[\n]" if separator == "[" else "\n]", file=out)


def draw(
    given: argparse.Namespace, names: Sequence[str], reader: Reader, out: corpus.Stream, gazetteer: Path | None
) -> None:
    """Writes documents as lines of JSON or sections of a page, by several processes."""
    from factbox import display, pieces

    if out.taken_up:
        print(f"factbox: goes on behind {out.counts}", file=sys.stderr)
    elif given.format == "html":
        out.write(display.PAGE_BEGIN)
    documents = islice(reader.documents(names), out.counts.given, None)
    drawn = pieces.pieces(documents, given.format, given.threads or os.cpu_count() or 1, gazetteer)
    with closing(drawn), corpus.progress(names, reader, corpus.is_watched() and not out.out.isatty()) as read:
        for piece in drawn:
            if piece.error is not None:
                out.counts.errors += 1
                reader.tell(piece.name, piece.error)
            elif piece.drawn is None:
                out.counts.blank += 1
            else:
                out.counts.read(*piece.counts)
                out.write(piece.drawn)
            out.note()
            read()
    if given.format == "html":
        out.write(display.PAGE_END)


def readable(
    names: Sequence[str], reader: Reader, counts: corpus.Counts, gazetteer: Gazetteer | None
) -> Iterator[tuple[str, Document]]:
    """Each document with its title; what cannot be read is said on standard error."""
    for name, text in reader.documents(names):
        if text is None:
            counts.blank += 1
            continue
        try:
            document = corpus.analyzed(text, gazetteer)
        except (TypeError, factbox.FactboxError, UnreadableError) as error:
            counts.errors += 1
            reader.tell(name, str(error))
        else:
            counts.read(*corpus.found_in(document))
            yield name, document
