"""Tables, on the terminal and as Markdown."""

from __future__ import annotations

import datetime
import os
import platform
from dataclasses import dataclass, field
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as TerminalTable

CONSOLE = Console()
# The first columns name what a row is about, and stay whole on a narrow terminal.
NAMING = 2


@dataclass
class Table:
    """A table, with what must be said about it and about single rows; `failures` make the run fail."""

    title: str
    columns: tuple[str, ...]
    about: str
    rows: list[tuple[str, ...]] = field(default_factory=list)
    legend: dict[str, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def show(table: Table) -> None:
    drawn = TerminalTable(title=table.title, title_justify="left", box=box.SIMPLE_HEAD)
    for place, column in enumerate(table.columns):
        drawn.add_column(
            column, justify="right" if is_numeric(table, place) else "left", no_wrap=place < NAMING, overflow="fold"
        )
    for row in table.rows:
        drawn.add_row(*(escape(cell.replace("`", "")) for cell in row))
    CONSOLE.print(drawn if table.rows else table.title)
    for line in (table.about, *(f"{name}: {what}" for name, what in table.legend.items())):
        CONSOLE.print(line.replace("`", ""), markup=False, highlight=False, style="dim")
    for failure in table.failures:
        CONSOLE.print(failure, markup=False, highlight=False, style="bold red")
    CONSOLE.print()


def markdown(table: Table) -> str:
    rule = tuple("--:" if is_numeric(table, place) else "---" for place in range(len(table.columns)))
    lines = [f"## {table.title}", "", table.about, ""]
    if table.rows:
        lines += ["| " + " | ".join(cells) + " |" for cells in (table.columns, rule, *table.rows)]
    lines += ["", *(f"- {name}: {what}" for name, what in table.legend.items())]
    lines += [f"\n**{failure}**" for failure in table.failures]
    return "\n".join(lines).rstrip() + "\n"


def is_numeric(table: Table, place: int) -> bool:
    """Whether some cell of the column is a number, so that it is set flush right."""
    return any(row[place].replace(",", "").replace(".", "").isdigit() for row in table.rows)


def machine() -> str:
    return f"{processor()}, {os.cpu_count()} cores, {platform.system()}, {platform.python_implementation()} " + (
        f"{platform.python_version()}; one core used"
    )


def processor() -> str:
    about = Path("/proc/cpuinfo")
    if about.exists():
        for line in about.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def page(tables: list[Table]) -> str:
    """The whole of RESULTS.md."""
    head = "# Results\n\nWritten by `python benchmarks/run.py`; README.md says what is measured and how.\n"
    facts = f"{datetime.datetime.now(tz=datetime.UTC).date()}. {machine()}.\n"
    return "\n".join([head, facts, *(markdown(table) for table in tables)])
