"""Libraries side by side at one task: interleaved rounds, so that a slow minute of the machine hits all of them."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from libraries import TASKS
from library import Factbox, Library
from measure import laps
from processes import MeasuringFailedError, run_alone
from report import Table

# How often a library is timed within a round, the fastest of which is the round's speed; and how long, at least.
TRIES = 3
SECONDS = 0.2
COLUMNS = ("library", "version", "MB/s best", "MB/s median", "found", "offsets right")
# A count outside these shares of what was written into the articles is marked with a question mark.
PLAUSIBLE = (0.5, 2.0)


@dataclass
class Measured:
    """One library, what it found, and how fast it was in each round."""

    library: Library
    found: dict[str, Any] = field(default_factory=dict)
    speeds: list[float] = field(default_factory=list)
    problem: str = ""


def compare(task: str, rounds: int, say: Callable[[str], None]) -> Table:
    everything = [Measured(library) for library in TASKS[task]]
    for one in everything:
        say(f"{task}: checking {one.library.name}")
        check(task, one)
    for turn in range(1, rounds + 1):
        for one in everything:
            if not one.problem:
                say(f"{task}: round {turn} of {rounds}, {one.library.name}")
                clock(task, one)
    return table(task, everything, rounds)


def check(task: str, one: Measured) -> None:
    if not one.library.installed():
        one.problem = "not installed"
        return
    try:
        one.found = run_alone("measure.py", "check", task, one.library.name)
    except MeasuringFailedError as error:
        one.problem = f"failed: {error}"


def clock(task: str, one: Measured) -> None:
    try:
        tries = run_alone("measure.py", "time", task, one.library.name, str(TRIES), str(SECONDS))
    except MeasuringFailedError as error:
        one.problem = f"failed: {error}"
    else:
        one.speeds.append(max(tries))


def table(task: str, everything: list[Measured], rounds: int) -> Table:
    checked = laps(task)[0]
    what = task.split()[-1]
    written = sum(getattr(article, what) for article in checked)
    made = Table(
        title=f"{task.capitalize()}: libraries side by side",
        columns=COLUMNS,
        about=f"Rounds: {rounds}, the libraries by turns. A round's speed is the fastest of {TRIES} tries of "
        f"at least {SECONDS:g} s; the table has the best round and the median round. "
        f"Found: in {len(checked)} articles into which {written} {what} were written; "
        "with a question mark where it is less than half or more than twice as many.",
        legend={one.library.name: one.library.timed for one in everything},
    )
    for one in everything:
        name = one.library.name
        if one.problem:
            made.rows.append((name, one.problem, "", "", "", ""))
            continue
        found = one.found["found"]
        plausible = PLAUSIBLE[0] <= found / written <= PLAUSIBLE[1]
        made.rows.append(
            (
                name,
                one.found["version"],
                speed(max(one.speeds)),
                speed(statistics.median(one.speeds)),
                f"{found}" if plausible else f"{found}?",
                offsets(one.found),
            )
        )
    made.failures = [failure for one in everything for failure in failures(one, written)]
    return made


def failures(one: Measured, written: int) -> list[str]:
    """What must not be true of factbox; the other libraries may be as they are."""
    if not isinstance(one.library, Factbox):
        return []
    if one.problem:
        return [f"FAILED: factbox: {one.problem}"]
    found = one.found["found"]
    wrong = []
    if one.found["exact"] != found:
        wrong.append(f"FAILED: factbox: text[start:end] != text in {found - one.found['exact']} of {found} spans")
    if not PLAUSIBLE[0] <= found / written <= PLAUSIBLE[1]:
        wrong.append(f"FAILED: factbox: found {found}, though {written} were written into the articles")
    return wrong


def offsets(found: dict[str, Any]) -> str:
    if not found["located"]:
        return "none given"
    if found["exact"] == found["located"]:
        return "all"
    return f"{found['exact']} of {found['located']}"


def speed(megabytes: float) -> str:
    return f"{megabytes:.3g}" if megabytes < 100 else f"{megabytes:.0f}"
