"""How factbox's time grows as a text doubles, for texts that invite trouble.

run.py starts this file in a process of its own: it prints one JSON row for each function and text.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable

from processes import MeasuringFailedError, keep_to_one_core, run_alone
from report import Table
from texts import articles

FUNCTIONS = ("split_sentences", "extract_figures", "analyze")
UNITS = {
    "prose": articles(1)[0].text,
    ".": ".",
    '"': '"',
    "A. ": "A. ",
    "line breaks": "\n",
    "1 ": "1 ",
    "one ": "one ",
    "million ": "million ",
    "(": "(",
    "a.b": "a.b",
    "1,": "1,",
}
SIZES = [1000 * 2**doubling for doubling in range(10)]
REPEATS = 5
# A step that takes longer is the last one for its text.
LONGEST_STEP = 5.0
# Twice the text in twice the time is linear; this leaves room for chance.
LINEAR = 2.6


def linear(say: Callable[[str], None]) -> Table:
    say(f"doublings: {len(UNITS)} texts up to {SIZES[-1] // 1000} kB")
    made = Table(
        title="Doublings: does factbox's time grow with the text, and no faster?",
        columns=(
            "function",
            "text, repeated",
            "up to kB",
            "ns/byte, first",
            "ns/byte, last",
            "last doubling",
            "growth",
        ),
        about=f"Texts from 1 kB, doubled {len(SIZES) - 1} times, best of {REPEATS}, garbage collection off. "
        f"Last doubling: the time over that for half the text; above {LINEAR} it counts as not linear.",
    )
    try:
        made.rows = [table_row(**measured) for measured in run_alone("doublings.py")]
    except MeasuringFailedError as error:
        made.failures = [f"FAILED: factbox: {error}"]
    return made


def table_row(function: str, text: str, sizes: list[int], seconds: list[float]) -> tuple[str, ...]:
    ratio = seconds[-1] / seconds[-2] if len(seconds) > 1 else float("inf")
    growth = "NOT LINEAR" if ratio > LINEAR else "linear"
    return (
        function,
        f"`{text}`",
        str(sizes[-1] // 1000),
        f"{seconds[0] / sizes[0] * 1e9:.1f}",
        f"{seconds[-1] / sizes[-1] * 1e9:.1f}",
        f"{ratio:.2f}",
        growth if len(sizes) == len(SIZES) else f"{growth}, stopped: too slow",
    )


def grow(function: Callable[[str], object], unit: str) -> dict[str, list[int] | list[float]]:
    sizes: list[int] = []
    seconds: list[float] = []
    for size in SIZES:
        text = (unit * (size // len(unit) + 1))[:size]
        sizes.append(len(text.encode()))
        seconds.append(best_time(function, text))
        if seconds[-1] > LONGEST_STEP:
            break
    return {"sizes": sizes, "seconds": seconds}


def best_time(function: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        function(text)
        best = min(best, time.perf_counter() - start)
        if best > LONGEST_STEP:
            break
    return best


def main() -> None:
    import factbox

    keep_to_one_core()
    # As timeit does: how often Python collects depends on how many objects it holds, whoever made them.
    gc.disable()
    rows = [
        {"function": name, "text": text, **grow(getattr(factbox, name), unit)}
        for name in FUNCTIONS
        if hasattr(factbox, name)
        for text, unit in UNITS.items()
    ]
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
