"""How a figure is said in words, on a page and in a terminal alike.

>>> import factbox
>>> [figure] = factbox.extract_figures("Over half a million people fled.")
>>> amount(figure), phrase(figure)
('over 500,000', 'over 500,000 people, fled')
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factbox._factbox import Figure

BOUNDS = {
    "exact": "",
    "between": "",
    "about": "about",
    "over": "over",
    "at_least": "at least",
    "under": "under",
    "at_most": "at most",
}
AS_WRITTEN = frozenset({"ordinal", "score", "date", "time", "code"})
CURRENCY = re.compile(r"([A-Z]{3})( per .+)?")
UNIT = re.compile(r"(.+?)((?: per .+| of .+| squared)?)")
CONSONANT_Y = re.compile(r"[^aeiou]y$")
DEGREES = {"celsius": "Celsius", "fahrenheit": "Fahrenheit"}
INVARIABLE = re.compile(r".*(?:hertz|siemens|power)|jin|light speed|lux|mach|mu|percent|permille|pyeong|rai|tsubo")
IRREGULAR_PLURALS = {"foot": "feet", "radius": "radii", "pound-mass": "pounds"}
IRREGULAR_PARTICIPLES = {
    "acquit": "acquitted",
    "admit": "admitted",
    "ban": "banned",
    "bear": "born",
    "beat": "beaten",
    "blow": "blown",
    "build": "built",
    "buy": "bought",
    "cast": "cast",
    "catch": "caught",
    "cost": "cost",
    "cut": "cut",
    "enrol": "enrolled",
    "expel": "expelled",
    "fall": "fallen",
    "feed": "fed",
    "fight": "fought",
    "find": "found",
    "flee": "fled",
    "give": "given",
    "go": "gone",
    "gun": "gunned",
    "gut": "gutted",
    "hit": "hit",
    "hold": "held",
    "hurt": "hurt",
    "miss": "missing",
    "lay": "laid",
    "leave": "left",
    "lend": "lent",
    "log": "logged",
    "lose": "lost",
    "make": "made",
    "pay": "paid",
    "quit": "quit",
    "repay": "repaid",
    "rob": "robbed",
    "run": "run",
    "scrap": "scrapped",
    "sell": "sold",
    "send": "sent",
    "shed": "shed",
    "ship": "shipped",
    "shoot": "shot",
    "shut": "shut",
    "sink": "sunk",
    "slay": "slain",
    "spend": "spent",
    "stab": "stabbed",
    "steal": "stolen",
    "step": "stepped",
    "strike": "struck",
    "take": "taken",
    "traffic": "trafficked",
    "trap": "trapped",
    "undergo": "undergone",
    "win": "won",
    "withdraw": "withdrawn",
}


def amount(figure: Figure) -> str:
    """The number with its bound and unit: "over 500,000", "20 to 30 percent", "USD 6,500,000,000", "up by 5 percent".

    A number that is no figure (a date, a score) is given as written.
    """
    if figure.kind in AS_WRITTEN:
        return line(figure.text)
    bound = BOUNDS[figure.bound]
    value = figure.value
    if value is None and math.isinf(figure.low) != math.isinf(figure.high):
        bound = bound or ("at least" if math.isinf(figure.high) else "at most")
        value = figure.low if math.isinf(figure.high) else figure.high
    if value is not None:
        said = with_unit(figure, value)
    elif math.isinf(figure.low):
        return line(figure.text)
    else:
        said = with_unit(figure, figure.low, figure.high)
    if bound:
        said = f"{bound} {said}"
    return f"{figure.trend} by {said}" if figure.trend else said


def phrase(figure: Figure) -> str:
    """The figure as one phrase: "176 civilians, killed", "75 percent of boats", "9 years (war)"."""
    said = amount(figure)
    described = what(figure)
    if described:
        if figure.kind in ("percent", "ratio"):
            said = f"{said} of {described}"
        elif figure.kind == "count" and figure.noun is not None:
            said = f"{said} {described}"
        else:
            said = f"{said} ({described})"
    return f"{said}, {event(figure.event)}" if figure.event else said


def what(figure: Figure) -> str:
    """What the figure counts, or else what it describes; empty where the text does not say."""
    span = figure.noun or figure.about
    return line(span.text) if span else ""


def event(lemma: str) -> str:
    """What happened, as a past participle: "kill" is "killed", "take hostage" is "taken hostage"."""
    verb, space, rest = lemma.partition(" ")
    if verb in IRREGULAR_PARTICIPLES:
        verb = IRREGULAR_PARTICIPLES[verb]
    elif verb.endswith("e"):
        verb += "d"
    elif CONSONANT_Y.search(verb):
        verb = verb[:-1] + "ied"
    else:
        verb += "ed"
    return verb + space + rest


def number(value: float, *, money: bool = False) -> str:
    """A number with thousands separators and no more decimals than a reader needs: "1,250", "3.5", "0.667".

    An amount of money has both decimals or none: "1.40".
    """
    size = abs(value)
    if size >= 1e15:
        return f"{value:g}"
    if value == int(value):
        return f"{value:,.0f}"
    if money and round(value, 2) == value:
        return f"{value:,.2f}"
    if size >= 1:
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    return f"{value:.3g}"


def with_unit(figure: Figure, *values: float) -> str:
    """A value, or the two ends of a range, with the figure's unit: "USD 95 per barrel", "20 to 30 percent"."""
    if figure.kind == "ratio":
        return " to ".join(map(ratio, values))
    currency = CURRENCY.fullmatch(figure.unit or "")
    said = " to ".join(number(value, money=currency is not None) for value in values)
    if currency:
        return f"{currency[1]} {said}{currency[2] or ''}"
    if figure.unit:
        said = f"{said} {named(figure.unit, one=values in ((1,), (-1,)))}"
    return f"{said} old" if figure.kind == "age" else said


def ratio(value: float) -> str:
    """A share: 0.2 is "1 in 5"; one that is not one in a whole number stays a number."""
    parts = round(1 / value) if 0 < value < 1 else 0
    if parts and math.isclose(parts * value, 1, rel_tol=1e-6):
        return f"1 in {parts:,}"
    return number(value)


def named(unit: str, *, one: bool = False) -> str:
    """A canonical unit as it stands after a number: "kilometres", "miles per hour", "degrees Celsius"."""
    if unit in DEGREES:
        return f"degree{'' if one else 's'} {DEGREES[unit]}"
    unit = unit.replace("_", " ")
    parts = UNIT.fullmatch(unit)
    return unit if one or parts is None else plural(parts[1]) + parts[2]


def plural(noun: str) -> str:
    """The plural of a unit's name: "inch" is "inches", "square foot" is "square feet", "kilohertz" stays."""
    if INVARIABLE.fullmatch(noun):
        return noun
    for singular, many in IRREGULAR_PLURALS.items():
        if noun.endswith(singular):
            return noun.removesuffix(singular) + many
    if CONSONANT_Y.search(noun):
        return noun[:-1] + "ies"
    if noun.endswith("-force"):
        return noun.removesuffix("-force") + "s-force"
    return noun + ("es" if noun.endswith(("ch", "sh", "s", "x")) else "s")


def times(count: int) -> str:
    """How often: "once", "twice", "5 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def line(text: str) -> str:
    """Words of the text on one line, whatever white space stands between them."""
    return " ".join(text.split())
