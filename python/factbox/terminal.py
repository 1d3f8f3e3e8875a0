"""The factbox of a document as a person reads it in a terminal: the tables, then the numbered sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from factbox import summary

if TYPE_CHECKING:
    from factbox._factbox import Document

PIPE_WIDTH = 100
FULL_WIDTH = 80
LONGEST_WHOLE = 24
"""On a page of full width the first and last column of a table keep texts up to this length on one line."""
TRAILING_SPACES = re.compile(" +\n")
STYLES = {
    "person": "bold cyan",
    "org": "bold magenta",
    "place": "bold green",
    "other": "bold blue",
    "figure": "bold red",
}
CONTROL = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if code not in (9, 10, 13)}


def page(out: TextIO) -> Console:
    """What draws for `out`: as wide as the terminal, or a page of 100 columns without colours."""
    width = None if out.isatty() else PIPE_WIDTH
    return Console(file=out, width=width, highlight=False, markup=False, emoji=False)


def drawn(page: Console, name: str, document: Document) -> str:
    """The factbox of one document under a title line, as characters for the page, no line padded with spaces."""
    with page.capture() as captured:
        page.print(Rule(plain(name, "bold"), align="left"))
        page.print(plain(size(document), "dim"), end="\n\n")
        for table in summary.tables(document):
            page.print(grid(table, page.width))
            page.print()
        for paragraph in sentences(document):
            page.print(paragraph)
    return TRAILING_SPACES.sub("\n", captured.get())


def size(document: Document) -> str:
    """The size of the document: "14 paragraphs, 31 sentences, 40 names, 33 figures"."""
    counts = {
        "paragraph": len(document.paragraphs),
        "sentence": len(document.sentences),
        "name": len(document.mentions),
        "figure": len(document.figures),
    }
    return ", ".join(f"{count:,} {noun}{'' if count == 1 else 's'}" for noun, count in counts.items())


def grid(table: summary.Table, width: int) -> Table:
    """A table of the factbox without its empty columns; on a narrow page also without the figures as written."""
    grid = Table(
        title=plain(table.title, "bold"), title_justify="left", box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0)
    )
    filled = [n for n in range(len(table.columns)) if any(row[n] for row in table.rows)]
    if width < PIPE_WIDTH:
        filled = [n for n in filled if table.columns[n] != summary.AS_WRITTEN]
    for n in filled:
        longest = max(len(row[n]) for row in table.rows)
        whole = width >= FULL_WIDTH and n in (filled[0], filled[-1]) and longest <= LONGEST_WHOLE
        grid.add_column(plain(table.columns[n]), overflow="fold", no_wrap=whole)
    for row in table.rows:
        grid.add_row(*(plain(row[n]) for n in filled))
    return grid


def sentences(document: Document) -> Iterator[Padding]:
    """The sentences, numbered from 1, their names and figures highlighted, a paragraph at a time."""
    width = len(str(len(document.sentences)))
    marked = enumerate(summary.marks_within(summary.marks(document), document.sentences), 1)
    for _, paragraph in groupby(marked, key=lambda numbered: numbered[1][0].paragraph):
        lines = Table.grid(padding=(0, 2))
        lines.add_column(justify="right", width=width, style="dim")
        lines.add_column(overflow="fold")
        for number, (sentence, marks) in paragraph:
            text = plain(sentence.text)
            for mark in marks:
                text.stylize(STYLES[mark.style], max(mark.start - sentence.start, 0), mark.end - sentence.start)
            lines.add_row(str(number), text)
        yield Padding(lines, (0, 0, 1, 0))


def plain(text: str, style: str = "") -> Text:
    """Text as a terminal may show it: no control character of an article reaches it."""
    return Text(text.translate(CONTROL).replace("\n", " ").replace("\r", " "), style=style)
