"""Writes the behaviour table of docs/gazetteers.md: `python benchmarks/behaviour.py`.

The rows are those of tests/cases/behaviour.jsonl, which the tests hold factbox to; here the other libraries get the
same names and texts, each set up as `matchers.py` says: whole words and any case where it has such a thing, the longest
names.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from matchers import MATCHERS, Factbox, Matcher, right

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/gazetteers.md"
BEGIN, END = "<!-- behaviour: begin -->", "<!-- behaviour: end -->"

sys.path.insert(0, str(ROOT / "tests"))


def answer(matcher: Matcher, row: dict[str, Any]) -> str:
    from test_behaviour import spans

    text, expected = spans(row["text"])
    if isinstance(matcher, Factbox):
        matcher.options = row["options"]
    try:
        return "yes" if right(matcher, row["names"], text, expected) else "no"
    except Exception as error:
        return type(error).__name__


def table() -> str:
    rows = [json.loads(line) for line in (ROOT / "tests/cases/behaviour.jsonl").read_text("utf8").splitlines()]
    matchers = [one for one in MATCHERS if one.installed() and (not isinstance(one, Factbox) or type(one) is Factbox)]
    lines = [
        "| | " + " | ".join(one.name for one in matchers) + " |",
        "|---|" + "---|" * len(matchers),
    ]
    wrong = False
    for row in rows:
        answers = [answer(one, row) for one in matchers]
        wrong = wrong or answers[0] != "yes"
        lines.append(f"| {row['row']} | " + " | ".join(answers) + " |")
    lines.append("")
    lines.append("Versions: " + ", ".join(f"{one.name} {one.version()}" for one in matchers[1:]) + ".")
    if wrong:
        raise SystemExit("factbox is wrong in a row:\n" + "\n".join(lines))
    return "\n".join(lines)


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
