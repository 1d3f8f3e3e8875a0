"""Results as HTML, for notebooks and pages: no script, no network, readable on a light and on a dark ground.

A document is shown as its article, names and figures marked in place, with the factbox beside it; every other result is
a small table of its fields. All text of the article is escaped.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from itertools import pairwise

from factbox import summary
from factbox._factbox import Document, Record, Span, Table, Tables

STYLESHEET = files("factbox").joinpath("display.css").read_text(encoding="utf-8")
"""The style of all results, in the scope of the class "factbox"."""
OPEN_LENGTH = 6_000
"""How many characters of an article are shown unfolded, to the end of the paragraph."""
OPEN_ROWS = 40
"""How many rows of a table are shown unfolded."""
HEAD_ROWS = 10
"""How many rows of a table of many documents are shown."""
KEYS = {title: summary.STYLES[label] for label, title in summary.TITLES.items()} | {summary.FIGURES: "figure"}
"""The style of the marks that a table of the factbox tells of."""
PAGE_BEGIN = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>factbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 1rem 2rem; font-family: sans-serif; }}
{STYLESHEET}</style>
</head>
<body>
<main>
<h1>Factbox</h1>
"""
"""What stands before the sections of documents on a page of its own."""
PAGE_END = "</main>\n</body>\n</html>\n"
UNPRINTABLE = re.compile("[\0\ud800-\udfff]")


def html(record: Record) -> str:
    """The record as one self-contained element."""
    body = document_html(record) if isinstance(record, Document) else record_html(record)
    return f"<style>{STYLESHEET}</style>{body}"


def document_html(document: Document, title: str = "") -> str:
    """The article with its marks, and the factbox beside it; on a page of several both are called by the title."""
    of = f" of {safe(title)}" if title else ""
    tables = "".join(map(table_html, summary.tables(document)))
    text = f'<article aria-label="Article{of}" lang="en">{article(document)}</article>'
    return f'<div class="factbox document">{text}<aside aria-label="Factbox{of}" tabindex="0">{tables}</aside></div>'


def record_html(record: Record) -> str:
    """The fields of a record, one a row."""
    names: tuple[str, ...] = getattr(type(record), "__match_args__", ())
    rows = "".join(
        f'<tr><th scope="row">{safe(name)}</th><td>{cell(getattr(record, name))}</td></tr>' for name in names
    )
    caption = f"<caption>{safe(type(record).__name__)}</caption>"
    return f'<div class="factbox"><table class="record">{caption}<tbody>{rows}</tbody></table></div>'


def section_html(title: str, document: Document) -> str:
    """A document of a page, under its title."""
    return f"<section>\n<h2>{safe(title)}</h2>\n{document_html(document, title)}\n</section>\n"


def tables_html(tables: Tables) -> str:
    """The first rows of each table of many documents."""
    parts = [("figures", tables.figures), ("mentions", tables.mentions), ("sentences", tables.sentences)]
    parts += [("errors", tables.errors)] if len(tables.errors) else []
    shown = [part_html(name, table) for name, table in parts]
    head = f"<p>{tables.documents:,} document{'' if tables.documents == 1 else 's'}</p>"
    return f'<style>{STYLESHEET}</style><div class="factbox">{head}{"".join(shown)}</div>'


def head_html(name: str, table: Table) -> str:
    """The first rows of a table."""
    return f'<style>{STYLESHEET}</style><div class="factbox">{part_html(name, table)}</div>'


def part_html(name: str, table: Table) -> str:
    """The first rows of a table, without the style."""
    rows = table.to_dicts(HEAD_ROWS)
    numbers = {column for row in rows for column, value in row.items() if isinstance(value, int | float)}
    styles = {column: ' class="number"' if column in numbers else "" for column in table.columns}
    head = "".join(f'<th scope="col"{styles[column]}>{safe(column)}</th>' for column in table.columns)
    body = "".join(f"<tr>{''.join(map(data, row.values()))}</tr>" for row in rows)
    count = f"{name}: {len(table):,} row{'' if len(table) == 1 else 's'}"
    count += f", the first {len(rows)} shown" if len(rows) < len(table) else ""
    written = f"<table><caption>{count}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide" role="region" aria-label="{safe(name)}" tabindex="0">{written}</div>'


def data(value: object) -> str:
    """A cell of a table of many documents."""
    if not isinstance(value, int | float):
        return f"<td>{cell(value)}</td>"
    whole = isinstance(value, float) and value.is_integer()
    return f'<td class="number">{f"{int(value):,}" if whole else value}</td>'


def cell(value: object) -> str:
    """A field's value: a span as its words and place, several values one a line, None as nothing."""
    if isinstance(value, Span):
        return f"{safe(value.text)} <small>{value.start} to {value.end}</small>"
    if isinstance(value, tuple):
        return "<br>".join(map(cell, value))
    return "" if value is None else safe(str(value))


def table_html(table: summary.Table) -> str:
    """A table of the factbox; the rows of a long one are folded beyond the first."""
    key = f'<span class="key {KEYS[table.title]}"></span>' if table.title in KEYS else ""
    shown = f"<table><caption>{key}{safe(table.title)}</caption>{rows_html(table, table.rows[:OPEN_ROWS])}</table>"
    if folded := table.rows[OPEN_ROWS:]:
        rows = f'<table aria-label="{safe(table.title)}, the others">{rows_html(table, folded)}</table>'
        shown += f"<details><summary>{safe(table.title)}: {len(folded):,} more</summary>{rows}</details>"
    return shown


def rows_html(table: summary.Table, rows: Iterable[tuple[str, ...]]) -> str:
    """The head of a table and some of its rows."""
    head = "".join(f'<th scope="col">{safe(column)}</th>' for column in table.columns)
    body = "".join(
        f'<tr><th scope="row">{safe(first)}</th>{"".join(f"<td>{safe(value)}</td>" for value in rest)}</tr>'
        for first, *rest in rows
    )
    return f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"


def article(document: Document) -> str:
    """The paragraphs with their marks; those beyond the first thousands of characters are folded."""
    paragraphs = document.paragraphs
    opened = next((n for n, p in enumerate(paragraphs, 1) if p.end >= OPEN_LENGTH), len(paragraphs))
    written = list(marked(document))
    shown = "".join(written[:opened])
    if folded := written[opened:]:
        count = f"{len(folded):,} more paragraph{'s' if len(folded) > 1 else ''}"
        shown += f"<details><summary>{count}</summary>{''.join(folded)}</details>"
    return shown


def marked(document: Document) -> Iterator[str]:
    """Each paragraph with its names and figures in <mark>; a mark that runs over another's end is written in two."""
    for paragraph, marks in summary.marks_within(summary.marks(document), document.paragraphs):
        yield f"<p>{passage(document.text, paragraph.start, paragraph.end, marks)}</p>"


def passage(text: str, start: int, end: int, marks: list[summary.Mark]) -> str:
    """The text from `start` to `end` with its marks, well nested whatever their order."""
    ends = {place for mark in marks for place in (mark.start, mark.end) if start < place < end}
    written: list[str] = []
    standing: list[summary.Mark] = []
    coming = deque(marks)
    for here, there in pairwise(sorted({start, end} | ends)):
        kept = next((n for n, mark in enumerate(standing) if mark.end <= here), len(standing))
        written.append("</mark>" * (len(standing) - kept))
        standing[kept:] = [mark for mark in standing[kept:] if mark.end > here]
        while coming and coming[0].start <= here:
            standing.append(coming.popleft())
        written += [f'<mark class="{mark.style}" title="{safe(mark.about)}">' for mark in standing[kept:]]
        written.append(safe(text[here:there]))
    written.append("</mark>" * len(standing))
    return "".join(written)


def safe(text: str) -> str:
    """Text as HTML shows it; what no page can hold (NUL, a lone surrogate) becomes U+FFFD."""
    return escape(UNPRINTABLE.sub("\ufffd", text))
