"""How factbox's time grows as a text doubles, for texts that invite trouble.

run.py starts this file in a process of its own: it prints one JSON row for each function and text.
"""

from __future__ import annotations

import gc
import json
import math
import time
from collections.abc import Callable

from processes import MeasuringFailedError, keep_to_one_core, run_alone
from report import Table
from texts import articles

FUNCTIONS = ("split_sentences", "extract_figures", "analyze")
PROSE = "prose"
UNITS = (PROSE, ".", '"', "“", "“”", "A. ", "\n", "1 ", "one ", "million ", "(", "a.b", "1,", "The Bank. the Bank ")
NAMES = {"\n": "line break"}
SIZES = [1000 * 2**doubling for doubling in range(11)]
# All sizes are gone through so often, and each is repeated until so many seconds have passed; the best time counts.
SWEEPS = 3
SECONDS_PER_SIZE = 0.02
# A step that takes longer is the last one for its text.
LONGEST_STEP = 5.0
# Time is proportional to size to the power of the exponent, over the last doublings: 1 is linear, 2 is quadratic.
LAST = 5
LINEAR = 1.25


def linear(say: Callable[[str], None]) -> Table:
    say(f"doublings: {len(UNITS)} texts up to {SIZES[-1] // 1000} kB")
    made = Table(
        title="Doublings: does factbox's time grow with the text, and no faster?",
        columns=("function", "text", "ns/byte first", "ns/byte last", "last doubling", "exponent", "growth"),
        about=f"Each text is repeated to make {SIZES[0] // 1000} kB, then doubled {len(SIZES) - 1} times, to "
        f"{SIZES[-1] // 1000} kB; best times, garbage collection off. Last doubling: the time over that for half the "
        f"text. Exponent: the power of the size that the time went with over the last {LAST} doublings; 1 is linear, "
        f"2 quadratic, and above {LINEAR} counts as not linear.",
    )
    try:
        made.rows = [table_row(**measured) for measured in run_alone("doublings.py")]
    except MeasuringFailedError as error:
        made.failures = [f"FAILED: factbox: {error}"]
    return made


def table_row(function: str, text: str, sizes: list[int], seconds: list[float]) -> tuple[str, ...]:
    power = exponent(sizes[-LAST - 1 :], seconds[-LAST - 1 :])
    growth = "linear" if power <= LINEAR else "NOT LINEAR"
    return (
        function,
        f"`{NAMES.get(text, text)}`",
        f"{seconds[0] / sizes[0] * 1e9:.1f}",
        f"{seconds[-1] / sizes[-1] * 1e9:.1f}",
        f"{seconds[-1] / seconds[-2]:.2f}" if len(seconds) > 1 else "",
        f"{power:.2f}",
        growth if len(sizes) == len(SIZES) else f"{growth}, stopped at {sizes[-1] // 1000} kB: too slow",
    )


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """The slope of the straight line through the points on double logarithmic paper."""
    if len(sizes) < 2:
        return float("inf")
    across, up = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    rise = sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True))
    return rise / sum((x - middle) ** 2 for x in across)


def grow(function: Callable[[str], object], unit: str) -> dict[str, list[int] | list[float]]:
    texts = [of_size(size, unit) for size in SIZES]
    seconds: list[float] = []
    for _ in range(SWEEPS):
        for place, text in enumerate(texts):
            best = best_time(function, text)
            if place == len(seconds):
                seconds.append(best)
            seconds[place] = min(seconds[place], best)
            if best > LONGEST_STEP:
                texts = texts[: place + 1]
                break
    return {"sizes": [len(text.encode()) for text in texts], "seconds": seconds[: len(texts)]}


def of_size(size: int, unit: str) -> str:
    """The unit again and again, cut off after so many bytes; prose is all the articles."""
    repeated = ("".join(article.text for article in articles()) if unit == PROSE else unit).encode()
    return (repeated * (size // len(repeated) + 1))[:size].decode(errors="ignore")


def best_time(function: Callable[[str], object], text: str) -> float:
    best, left = float("inf"), SECONDS_PER_SIZE
    while left > 0:
        start = time.perf_counter()
        function(text)
        elapsed = time.perf_counter() - start
        best, left = min(best, elapsed), left - elapsed
    return best


def main() -> None:
    import factbox

    keep_to_one_core()
    # As timeit does: how often Python collects depends on how many objects it holds, whoever made them.
    gc.disable()
    rows = [
        {"function": name, "text": unit, **grow(getattr(factbox, name), unit)}
        for name in FUNCTIONS
        if hasattr(factbox, name)
        for unit in UNITS
    ]
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
