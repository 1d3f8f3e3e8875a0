"""The behaviour table of docs/gazetteers.md: each row is right, and the page shows them all."""

import json
from pathlib import Path
from typing import Any

import pytest
from factbox import EntityMatcher, Gazetteer

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "cases/behaviour.jsonl").read_text(encoding="utf8").splitlines()
]
PAGE = (HERE.parent / "docs/gazetteers.md").read_text(encoding="utf8")


def spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the stretches that they hold."""
    text, open_at, found = "", [], []
    for character in marked:
        if character == "⟦":
            open_at.append(len(text))
        elif character == "⟧":
            found.append((open_at.pop(), len(text)))
        else:
            text += character
    return text, sorted(found)


@pytest.mark.parametrize("row", ROWS, ids=[row["row"] for row in ROWS])
def test_row(row: dict[str, Any]) -> None:
    records = [{"id": str(number), "name": name} for number, name in enumerate(row["names"])]
    gazetteer = Gazetteer.from_records(records, strict=False)
    text, expected = spans(row["text"])
    found = EntityMatcher(gazetteer, **row["options"]).find(text)
    assert sorted((mention.start, mention.end) for mention in found) == expected
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def test_the_page_has_every_row() -> None:
    shown = [line.split("|")[1].strip() for line in PAGE.splitlines() if line.startswith("| ") and "| yes " in line]
    assert shown == [row["row"] for row in ROWS]
