#!/usr/bin/env python3
"""Makes docs/demo.svg, the picture in the README: the beginning of what `factbox demo` prints.

    python scripts/picture.py

The tables are those of the command line, cut to their first rows, and the text to its first paragraphs. The same
factbox gives the same file.
"""

import io
import re
from itertools import islice
from pathlib import Path

import factbox
from factbox import sample, summary, terminal
from rich.console import Console
from rich.rule import Rule

PICTURE = Path(__file__).parent.parent / "docs" / "demo.svg"
ROWS = {"Who": 5, "Organisations": 4, summary.PLACES: 3, "Figures": 14, "Acronyms": 3}
PARAGRAPHS = 3
WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""The fonts that rich would have fetched from a server; the picture takes the reader's own."""


def main() -> None:
    """Draws the picture."""
    page = Console(
        file=io.StringIO(),
        record=True,
        width=terminal.PIPE_WIDTH,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    document = factbox.analyze(sample.report())
    page.print(Rule(terminal.plain("the built-in sample report", "bold"), align="left"))
    page.print(terminal.plain(terminal.size(document), "dim"), end="\n\n")
    for table in summary.tables(document):
        rows = table.rows[: ROWS[table.title]]
        page.print(terminal.grid(table._replace(rows=rows), page.width))
        if left := len(table.rows) - len(rows):
            page.print(terminal.plain(f"and {left} more", "dim"))
        page.print()
    for paragraph in islice(terminal.sentences(document), PARAGRAPHS):
        page.print(paragraph)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(WEB_FONT.sub("", page.export_svg(title="factbox demo")), encoding="utf-8")


if __name__ == "__main__":
    main()
