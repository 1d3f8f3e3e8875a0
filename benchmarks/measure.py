"""One library in one process: `measure.py check|time TASK NAME [TRIES SECONDS]` prints its answer as JSON.

run.py starts this file, once for each library and round; it is of little use by itself.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from libraries import NEWS, named
from library import Library
from processes import keep_to_one_core
from texts import Article, articles

# What a library is given between two looks at the clock; the slow ones need seconds for it.
LAP = 20


def laps(task: str) -> list[list[Article]]:
    everything = articles(dense=task not in NEWS)
    return [everything[first : first + LAP] for first in range(0, len(everything), LAP)]


def check(found_by: Library, task: str) -> dict[str, Any]:
    """What the library finds in the first lap, and how many of its spans hold the text that they claim."""
    found = located = exact = 0
    checked = [article.text for article in laps(task)[0]]
    for text, answer in zip(checked, found_by.find_many(checked), strict=True):
        for span in found_by.spans(text, answer):
            found += 1
            located += span.start is not None
            exact += span.start is not None and text[span.start : span.end] == span.text
    return {"version": found_by.version(), "found": found, "located": located, "exact": exact}


def clock(found_by: Library, task: str, tries: int, seconds: float) -> list[float]:
    """The speed of each try, in MB/s. Every try begins at the first article and goes on until its time is up."""
    texts = [[article.text for article in lap] for lap in laps(task)]
    sized = [(lap, sum(len(text.encode()) for text in lap)) for lap in texts]
    consume(found_by, texts[0][:2])
    return [one_try(found_by, sized, seconds) for _ in range(tries)]


def one_try(found_by: Library, sized: list[tuple[list[str], int]], seconds: float) -> float:
    read = 0
    start = time.perf_counter()
    for lap, size in cycle(sized):
        consume(found_by, lap)
        read += size
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            break
    return read / elapsed / 1e6


def consume(found_by: Library, texts: Sequence[str]) -> None:
    for _ in found_by.find_many(texts):
        pass


def main(action: str, task: str, name: str, tries: str = "5", seconds: str = "0.2") -> None:
    keep_to_one_core()
    warnings.simplefilter("ignore")
    found_by = named(task, name)
    found_by.load()
    print(json.dumps(check(found_by, task) if action == "check" else clock(found_by, task, int(tries), float(seconds))))


if __name__ == "__main__":
    main(*sys.argv[1:])
