"""The command line: `factbox FILE...` prints the factbox of each news text.

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
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import factbox
from factbox import sample

if TYPE_CHECKING:
    from factbox import Document

STDIN = "-"
DEMO = "demo"


class UnreadableError(Exception):
    """An input that cannot be read: what is wrong and the mend."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and gives its exit status."""
    parser = options()
    given = parser.parse_args(arguments)
    if not given.inputs:
        if sys.stdin is None or sys.stdin.isatty():
            parser.error("no input: name a file, pipe a text in, or try the sample report with: factbox demo")
        given.inputs = [STDIN]
    try:
        with ExitStack() as stack:
            try:
                out = opened(given.output, given.inputs, stack)
            except (OSError, UnreadableError) as error:
                parser.error(f"{given.output}: {reason(error)}")
            status = write(given.inputs, given.format, out)
            out.flush()
            return status
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
        epilog="factbox demo shows the built-in sample report (a file of that name: ./demo).",
    )
    parser.add_argument("inputs", nargs="*", metavar="FILE", help="a text in UTF-8; - for standard input")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="what is written (default: text)")
    parser.add_argument("-o", "--output", metavar="FILE", help="where it is written (default: standard output)")
    parser.add_argument("--version", action="version", version=f"factbox {factbox.__version__}")
    return parser


def opened(output: str | None, inputs: Sequence[str], stack: ExitStack) -> TextIO:
    """The output as UTF-8; a terminal keeps its own encoding."""
    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            if sys.stdout.isatty():
                sys.stdout.reconfigure(errors="replace")
            else:
                sys.stdout.reconfigure(encoding="utf-8")
        return sys.stdout
    path = Path(output)
    if path.exists() and any(name not in (STDIN, DEMO) and same(path, Path(name)) for name in inputs):
        raise UnreadableError("is also an input and would be overwritten; name another file")
    return stack.enter_context(path.open("w", encoding="utf-8"))


def same(path: Path, other: Path) -> bool:
    """Whether both are one file."""
    return other.exists() and path.samefile(other)


def write(inputs: Sequence[str], form: str, out: TextIO) -> int:
    """Writes the factbox of every input that can be read, and gives the exit status."""
    failed: list[str] = []
    documents = readable(inputs, failed)
    if form == "text":
        from factbox import terminal

        page = terminal.page(out)
        for name, document in documents:
            print(terminal.drawn(page, name, document), end="", file=out)
    elif len(inputs) == 1:
        for _, document in documents:
            print(document.to_json(), file=out)
    else:
        separator = "["
        for name, document in documents:
            record = json.dumps({"file": name, **document.to_dict()}, ensure_ascii=False)
            print(separator, record, sep="\n", end="", file=out)
            separator = ","
        print("[\n]" if separator == "[" else "\n]", file=out)
    return 1 if failed else 0


def readable(inputs: Sequence[str], failed: list[str]) -> Iterator[tuple[str, Document]]:
    """The document of each input with its title; what cannot be read is said on standard error and put in `failed`."""
    for name in inputs:
        try:
            document = factbox.analyze(read(name))
        except (OSError, UnreadableError, factbox.FactboxError) as error:
            failed.append(name)
            print(f"factbox: {title(name)}: {reason(error)}", file=sys.stderr)
        else:
            yield title(name), document


def read(name: str) -> str:
    """The text of an input, its line ends as they are."""
    if name == DEMO:
        return sample.report()
    content = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        offset, byte = error.start, content[error.start]
        raise UnreadableError(
            f"not UTF-8 at byte {offset:,} (0x{byte:02x}); convert it first, "
            "for instance with: iconv -f WINDOWS-1252 -t UTF-8"
        ) from None


def title(name: str) -> str:
    """What an input is called on the page."""
    return {STDIN: "standard input", DEMO: "the built-in sample report"}.get(name, name)


def reason(error: Exception) -> str:
    """What went wrong, and the mend where it is known."""
    match error:
        case FileNotFoundError():
            return "no such file; check the path"
        case IsADirectoryError():
            return "is a folder; name the files in it"
        case PermissionError():
            return "may not be opened; check its permissions"
        case OSError():
            return error.strerror or str(error)
    return str(error)
