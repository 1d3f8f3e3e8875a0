"""The side-by-side tables: `python benchmarks/run.py [PART ...]`, each of which README.md tells of."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from accuracy import accuracy
from compare import compare
from corpus import corpus
from doublings import linear
from report import CONSOLE, Table, machine, page, show
from scale import scale

PARTS = ("sentences", "accuracy", "figures", "dense", "names", "linear", "gazetteers", "corpus")
SHARED = Path(__file__).resolve().parents[2] / "shared"
RESULTS = Path(__file__).with_name("RESULTS.md")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure factbox beside other libraries, on one core.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}; none: all of them")
    parser.add_argument("--rounds", type=int, default=9, help="rounds over all libraries (9)")
    parser.add_argument("--quick", action="store_true", help="one round, to see that all works")
    parser.add_argument(
        "--shared", type=Path, default=SHARED, metavar="DIR", help="where corpora/sentences is (../shared)"
    )
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
    rounds = 1 if chosen.quick else chosen.rounds
    CONSOLE.print(machine(), highlight=False)
    tables: list[Table] = []
    for part in parts:
        with CONSOLE.status("") as status:
            if part == "linear":
                made = linear(status.update)
            elif part == "gazetteers":
                made = scale(chosen.quick, status.update)
            elif part == "corpus":
                made = corpus(chosen.quick, status.update)
            elif part == "accuracy":
                made = accuracy(chosen.shared, status.update)
            else:
                made = compare("dense figures" if part == "dense" else part, rounds, status.update)
        tables.append(made)
        show(made)
    output = chosen.output or (None if chosen.quick or chosen.parts else RESULTS)
    if output:
        output.write_text(page(tables), encoding="utf-8")
        CONSOLE.print(f"Written to {output}")
    return 1 if any(table.failures for table in tables) else 0


if __name__ == "__main__":
    sys.exit(main())
