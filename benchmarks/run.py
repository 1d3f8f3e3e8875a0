"""The side-by-side speed table: `python benchmarks/run.py [sentences|figures|linear ...]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from compare import compare
from doublings import linear
from libraries import TASKS
from report import CONSOLE, Table, machine, page, show

PARTS = (*TASKS, "linear")
RESULTS = Path(__file__).with_name("RESULTS.md")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure factbox's speed beside other libraries, on one core.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}; none: all of them")
    parser.add_argument("--rounds", type=int, default=5, help="rounds over all libraries (5)")
    parser.add_argument("--quick", action="store_true", help="one short round, to see that all works")
    parser.add_argument("--output", type=Path, help="the Markdown file; a whole run without --quick has RESULTS.md")
    chosen = parser.parse_args()
    unknown = [part for part in chosen.parts if part not in PARTS]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)} (choose from {', '.join(PARTS)})")
    if chosen.rounds < 1:
        parser.error("--rounds must be at least 1")
    return chosen


def main() -> int:
    chosen = arguments()
    parts = chosen.parts or PARTS
    rounds, seconds = (1, 0.3) if chosen.quick else (chosen.rounds, 2.0)
    CONSOLE.print(machine(), highlight=False)
    tables: list[Table] = []
    for part in parts:
        with CONSOLE.status("") as status:
            made = linear(status.update) if part == "linear" else compare(part, rounds, seconds, status.update)
        tables.append(made)
        show(made)
    output = chosen.output or (None if chosen.quick or chosen.parts else RESULTS)
    if output:
        output.write_text(page(tables), encoding="utf-8")
        CONSOLE.print(f"Written to {output}")
    return 1 if any(table.failures for table in tables) else 0


if __name__ == "__main__":
    sys.exit(main())
