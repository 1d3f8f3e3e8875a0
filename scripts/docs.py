#!/usr/bin/env python3
"""Runs the examples of the README and the pages under docs/ and holds each page to what they print.

    python scripts/docs.py [--write] [PAGE ...]

A ```python block and the ```text block right behind it are an example: the code, and what it prints. A block of code
without one prints nothing. The blocks of a page run in order, in one namespace, in an empty folder. Where a page says
otherwise, the difference is printed with its page and line, and the exit status is 1; `--write` puts what was printed
into the page instead.

A block with prompts (`>>>`) has what it prints in itself, as doctest has it.

In a ```console block the commands of factbox and python are run, and have to end well or, where lines follow them, to
print these, standard error among them; other commands, which install things, are not run. A block within an HTML
comment is run and not shown.
A page that begins with `<!-- needs: spacy -->` is left out where that is not installed, except in CI.
"""

import argparse
import contextlib
import difflib
import doctest
import importlib.util
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CODE, CONSOLE, PRINTED, CLOSE = "```python", "```console", "```text", "```"
NEEDS = re.compile(r"<!-- needs: (.*) -->")
PROMPT = ">>> "
RUN = ("factbox", "python")
"""The commands of a console that are run."""


class PageError(Exception):
    """A page that cannot be run: what is wrong, and where."""


@dataclass(frozen=True)
class Block:
    """The lines of a fenced block, without its fences; `first` counts the lines of the page before them."""

    fence: str
    first: int
    lines: list[str]

    @property
    def past(self) -> int:
        """The number of lines up to and with the closing fence."""
        return self.first + len(self.lines) + 1


@dataclass(frozen=True)
class Example:
    """A block of code, and the block that says what it prints."""

    code: Block
    printed: Block | None


def blocks(page: str, lines: list[str]) -> Iterator[Block]:
    """The fenced blocks of a page in order, of whatever language."""
    opened: int | None = None
    for at, line in enumerate(lines):
        if opened is None:
            opened = at if line.startswith(CLOSE) else None
        elif line == CLOSE:
            yield Block(lines[opened], opened + 1, lines[opened + 1 : at])
            opened = None
    if opened is not None:
        raise PageError(f"{page}:{opened + 1}: this block is not closed; end it with {CLOSE}")


def examples(page: str, lines: list[str]) -> list[Example]:
    """The examples of a page."""
    found = list(blocks(page, lines))
    paired: list[Example] = []
    for block, following in zip(found, [*found[1:], None], strict=True):
        if block.fence == CONSOLE:
            paired.append(Example(block, None))
        if block.fence != CODE:
            continue
        adjoins = following and following.fence == PRINTED and not any(lines[block.past : following.first - 1])
        paired.append(Example(block, following if adjoins else None))
    paired_blocks = [example.printed for example in paired]
    for block in found:
        if block.fence == PRINTED and block not in paired_blocks:
            raise PageError(f"{page}:{block.first}: {PRINTED} stands behind no {CODE}; use ```console for other text")
    return paired


def run(page: str, code: Block, namespace: dict[str, Any]) -> list[str]:
    """What a block of code prints, by lines; empty ones at the end are left out."""
    printed = io.StringIO()
    try:
        # empty lines before it give the compiler the line numbers of the page
        compiled = compile("\n" * code.first + "\n".join(code.lines), page, "exec")
        with contextlib.redirect_stdout(printed):
            exec(compiled, namespace)
    except Exception as error:
        frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == page]
        line = error.lineno if isinstance(error, SyntaxError) else frames[0] if frames else code.first
        raise PageError(f"{page}:{line}: {type(error).__name__}: {error}") from error
    return [line.rstrip() for line in printed.getvalue().rstrip().splitlines()]


def prompts(page: str, code: Block, namespace: dict[str, Any]) -> None:
    """Runs the prompts of a block, and holds them to what it says they print."""
    test = doctest.DocTestParser().get_doctest("\n".join(code.lines) + "\n", {}, page, page, code.first)
    test.globs = namespace
    told = io.StringIO()
    failed, _ = doctest.DocTestRunner(verbose=False).run(test, out=told.write, clear_globs=False)
    if failed:
        raise PageError(f"{page}:{code.first}: {told.getvalue()}")


def command(page: str, console: Block) -> None:
    """Runs the commands of a console, and holds them to the lines that follow them."""
    begins = [at for at, line in enumerate(console.lines) if line.startswith("$ ")]
    for begin, end in zip(begins, [*begins[1:], len(console.lines)], strict=True):
        line, said = console.lines[begin].removeprefix("$ "), console.lines[begin + 1 : end]
        if shlex.split(line, comments=True)[0] not in RUN:
            continue
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        done = subprocess.run(
            line,
            shell=True,
            env=os.environ | {"PATH": path, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        printed = [each.rstrip() for each in done.stdout.rstrip().splitlines()]
        if said != printed if said else done.returncode != 0:
            told = "\n".join(printed)
            raise PageError(f"{page}:{console.first + begin + 1}: exit status {done.returncode}, printed:\n{told}")


def missing(lines: list[str]) -> list[str]:
    """The modules that a page needs and that are not there."""
    needed = NEEDS.fullmatch(lines[0]) if lines else None
    return [name for name in needed[1].split() if importlib.util.find_spec(name) is None] if needed else []


def rewritten(page: str, lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of a page as its examples want them, and each difference told."""
    new, differences, copied = list[str](), list[str](), 0
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for example in examples(page, lines):
        if example.code.fence == CONSOLE:
            command(page, example.code)
            continue
        if any(line.startswith(PROMPT) for line in example.code.lines):
            prompts(page, example.code, namespace)
            continue
        printed = run(page, example.code, namespace)
        said = example.printed.lines if example.printed else []
        if printed == said:
            continue
        if example.printed:
            new += [*lines[copied : example.printed.first], *printed]
            copied = example.printed.first + len(said)
            if not printed:
                # an empty block would say nothing: its fences and the line before them go too
                new, copied = [*new[:-1]], copied + 1
                while new and not new[-1]:
                    new.pop()
        else:
            new += [*lines[copied : example.code.past], "", PRINTED, *printed, CLOSE]
            copied = example.code.past
        place = example.printed.first + 1 if example.printed else example.code.past + 1
        diff = difflib.unified_diff(said, printed, "the page", "printed", lineterm="")
        differences.append("\n".join([f"{page}:{place}: the example prints something else", *diff]))
    return new + lines[copied:], differences


def shown(page: Path) -> str:
    """A page's path as an editor opens it from the project's folder."""
    return str(page.relative_to(ROOT) if page.is_relative_to(ROOT) else page)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "pages", nargs="*", type=Path, metavar="PAGE", help="Markdown files; none: the README, and all under docs/"
    )
    parser.add_argument("--write", action="store_true", help="put what the examples print into the pages")
    options = parser.parse_args()
    pages = [page.resolve() for page in options.pages] or [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
    wrong = 0
    for page in pages:
        lines = page.read_text(encoding="utf-8").splitlines()
        if (without := missing(lines)) and os.environ.get("CI") != "true":
            print(f"{shown(page)}: not run, since there is no {', no '.join(without)}")
            continue
        try:
            with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
                new, differences = rewritten(shown(page), lines)
        except PageError as error:
            print(error, file=sys.stderr)
            wrong += 1
            continue
        if differences and options.write:
            page.write_text("\n".join(new) + "\n", encoding="utf-8")
            print(f"{shown(page)}: {len(differences)} examples written")
        elif differences:
            wrong += 1
            mend = f"If what is printed is right: python scripts/docs.py --write {shown(page)}"
            print("\n\n".join([*differences, mend]), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
