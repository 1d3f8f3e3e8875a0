"""How figures are said in words."""

import csv
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factbox import Figure, Span, wording

DATA = Path(__file__).parent.parent / "data"


def figure(kind: str, value: float | None, **given: Any) -> Figure:
    """A figure with what a test states; its ends equal its value unless given."""
    ends = {"low": value, "high": value, "bound": "exact"}
    return Figure("AS WRITTEN", 0, 10, 0, kind, value, **ends | given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (figure("count", 500_000, bound="over", high=math.inf), "over 500,000"),
        (figure("count", 200, bound="at_most", low=-math.inf), "at most 200"),
        (figure("count", None, low=1e5, high=1e6, bound="between"), "100,000 to 1,000,000"),
        (figure("count", None, low=5, high=math.inf, bound="between"), "at least 5"),
        (figure("count", None, low=-math.inf, high=math.inf, bound="between"), "AS WRITTEN"),
        (figure("percent", None, low=20, high=30, bound="between", unit="percent"), "20 to 30 percent"),
        (figure("percent", 3.5, unit="percentage_point", trend="up"), "up by 3.5 percentage points"),
        (figure("percent", 5, unit="percent", trend="down", bound="about"), "down by about 5 percent"),
        (figure("money", 1.2e6, unit="USD"), "USD 1,200,000"),
        (figure("money", 1.4, unit="USD per kilogram"), "USD 1.40 per kilogram"),
        (figure("money", 5, unit="cent"), "5 cents"),
        (figure("duration", 1, unit="year"), "1 year"),
        (figure("duration", 9, unit="year"), "9 years"),
        (figure("age", 34, unit="year", bound="about"), "about 34 years old"),
        (figure("measure", -1, unit="celsius"), "-1 degree Celsius"),
        (figure("measure", 60, unit="mile per hour"), "60 miles per hour"),
        (figure("measure", 2.5, unit="square foot"), "2.5 square feet"),
        (figure("ratio", 0.2), "1 in 5"),
        (figure("ratio", 2 / 3), "0.667"),
        (figure("ratio", 0), "0"),
        (figure("number", 1e300), "1e+300"),
        (figure("date", 1990), "AS WRITTEN"),
    ],
)
def test_amount(given: Figure, said: str) -> None:
    assert wording.amount(given) == said


def test_phrase_names_what_is_counted_and_what_happened() -> None:
    civilians, boats, war = (Span(text, 0, len(text)) for text in ("civilians", "fishing\nboats", "war"))
    assert wording.phrase(figure("count", 176, noun=civilians, event="kill")) == "176 civilians, killed"
    assert wording.phrase(figure("percent", 75, unit="percent", about=boats)) == "75 percent of fishing boats"
    assert wording.phrase(figure("duration", 9, unit="year", about=war)) == "9 years (war)"
    assert wording.phrase(figure("count", 3, event="take hostage")) == "3, taken hostage"


def rows(name: str) -> Iterator[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)


def test_every_event_has_its_participle() -> None:
    wrong = [
        row["lemma"] for row in rows("en/events.tsv") if wording.event(row["lemma"]) not in row["forms"].split("|")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("unit", "plural"),
    [
        ("inch", "inches"),
        ("century", "centuries"),
        ("day", "days"),
        ("cubic foot", "cubic feet"),
        ("solar radius", "solar radii"),
        ("kilohertz", "kilohertz"),
        ("horsepower", "horsepower"),
        ("copy per millilitre", "copies per millilitre"),
        ("metre per second squared", "metres per second squared"),
        ("tonne of carbon dioxide equivalent", "tonnes of carbon dioxide equivalent"),
        ("barrel of oil equivalent per day", "barrels of oil equivalent per day"),
        ("tonne-force", "tonnes-force"),
        ("basis_point", "basis points"),
    ],
)
def test_units_in_the_plural(unit: str, plural: str) -> None:
    assert wording.named(unit) == plural
