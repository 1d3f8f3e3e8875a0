"""A whole corpus as tables: speed on one core and on two, and peak memory, each in a fresh process.

`corpus.py NAME CORES FILE COUNT` prints one measurement as JSON; `run.py corpus` starts it and makes the table.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from library import SpacyModel
from processes import MeasuringFailedError, run_alone
from report import Table
from texts import SEED, Writer

ARTICLES = 100_000
SAMPLE = 400
"""How many articles spaCy reads; it would need an hour for all."""
ROUNDS = 3
CORES = (1, 2)
COLUMNS = (
    "library",
    "cores",
    "version",
    "articles",
    "MB/s best",
    "MB/s median",
    "times one core",
    "MB/CPU s",
    "peak MB",
    "rows",
)


Read = Callable[[Iterator[str], int], int]


@dataclass(frozen=True)
class Way:
    """One way to read a corpus; what `load` gives makes rows of texts, on so many cores, and counts them."""

    name: str
    module: str
    note: str
    articles: int
    load: Callable[[], Read]


def batches() -> Read:
    import factbox

    def read(texts: Iterator[str], cores: int) -> int:
        made = factbox.analyze_batches(texts, threads=cores)
        return sum(len(tables.sentences) + len(tables.mentions) + len(tables.figures) for tables in made)

    return read


def whole() -> Read:
    import factbox

    def read(texts: Iterator[str], cores: int) -> int:
        tables = factbox.analyze_many(list(texts), threads=cores)
        return len(tables.sentences) + len(tables.mentions) + len(tables.figures)

    return read


def spacy_pipe() -> Read:
    import spacy

    nlp = spacy.load(SpacyModel.model, exclude=["lemmatizer", "attribute_ruler", "tagger"])

    def read(texts: Iterator[str], cores: int) -> int:
        rows = 0
        for doc in nlp.pipe(texts, n_process=cores):
            rows += len([(span.start_char, span.end_char, span.text) for span in doc.sents])
            rows += len([(span.start_char, span.end_char, span.text, span.label_) for span in doc.ents])
        return rows

    return read


WAYS = (
    Way(
        "factbox, analyze_batches",
        "factbox",
        "`analyze_batches(texts, threads=cores)`, texts from a generator that reads a file: tables of sentences, "
        "names and figures, linked, of 10,000 articles at a time",
        ARTICLES,
        batches,
    ),
    Way(
        "factbox, analyze_many",
        "factbox",
        "`analyze_many(list(texts), threads=cores)`: all texts and all tables in memory at once",
        ARTICLES,
        whole,
    ),
    Way(
        "spaCy, nlp.pipe",
        "spacy",
        "`nlp.pipe(texts, n_process=cores)`, en_core_web_sm with its parser and entity recogniser alone: offsets and "
        "text of sentences and entities, no values of figures; the loading of the model is not counted",
        SAMPLE,
        spacy_pipe,
    ),
)


def measure(name: str, cores: int, path: str, count: int) -> dict[str, Any]:
    way = next(way for way in WAYS if way.name == name)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-cores:])
    read = way.load()
    read(iter(["Five people fled."] * 2), 1)  # what is loaded at first use is loaded too
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = 0

    def texts() -> Iterator[str]:
        nonlocal size
        with Path(path).open(encoding="utf-8") as lines:
            for line in islice(lines, count):
                text = json.loads(line)
                size += len(text) if text.isascii() else len(text.encode())
                yield text

    start, spent = time.perf_counter(), cpu_seconds()
    rows = read(texts(), cores)
    elapsed, spent = time.perf_counter() - start, cpu_seconds() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    # processes of its own, of which the system tells the largest
    peak += (cores if cores > 1 else 0) * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    version = importlib.import_module(way.module).__version__
    return {
        "speed": size / elapsed / 1e6,
        "work": size / spent / 1e6,
        "peak": peak / 1000,
        "rows": rows,
        "version": version,
    }


def cpu_seconds() -> float:
    """What this process and those that it has ended with have worked."""
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def write_corpus(path: Path, count: int) -> float:
    """Writes articles, each another, one a line, and gives their mean size in kB."""
    writer, size = Writer(SEED), 0
    with path.open("w", encoding="utf-8") as file:
        for index in range(count):
            text = writer.article(typographic=index % 2 == 1, dense=False).text
            size += len(text.encode())
            file.write(json.dumps(text) + "\n")
    return size / count / 1e3


def corpus(quick: bool, say: Callable[[str], None]) -> Table:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        say("corpus: writing the articles")
        count = ARTICLES // 50 if quick else ARTICLES
        size = write_corpus(path, count)
        made = Table(
            title="A corpus as tables",
            columns=COLUMNS,
            about=f"{count:,} articles of {size:.1f} kB, no two alike, as dense in figures as news, in one file; spaCy "
            "reads a sample of them. Each row is a fresh process that may use so many cores; "
            f"{1 if quick else ROUNDS} rounds by turns. Times one core: the median of the rounds' ratios. Peak: what "
            "the process grew by beyond what it has loaded, with any processes of its own whole. MB/CPU s: the best "
            "round by the seconds that cores have worked, which other work on the machine hardly touches.",
            legend={way.name: way.note for way in WAYS},
        )
        for way in WAYS:
            runs: dict[int, list[dict[str, Any]]] = {cores: [] for cores in CORES}
            try:
                for turn in range(1 if quick else ROUNDS):
                    for cores in CORES:
                        say(f"corpus: {way.name}, {cores} cores, round {turn + 1}")
                        some = min(way.articles, count)
                        runs[cores].append(run_alone("corpus.py", way.name, str(cores), str(path), str(some)))
            except MeasuringFailedError as error:
                made.rows.append((way.name, "", f"failed: {error}", *[""] * (len(COLUMNS) - 3)))
                if way.module == "factbox":
                    made.failures.append(f"FAILED: {way.name}: {error}")
                continue
            for cores in CORES:
                made.rows.append(row(way, cores, min(way.articles, count), runs))
    return made


def row(way: Way, cores: int, articles: int, runs: dict[int, list[dict[str, Any]]]) -> tuple[str, ...]:
    speeds = [run["speed"] for run in runs[cores]]
    ratio = median(run["speed"] / one["speed"] for run, one in zip(runs[cores], runs[1], strict=True))
    return (
        way.name,
        str(cores),
        runs[cores][0]["version"],
        f"{articles:,}",
        f"{max(speeds):.3g}",
        f"{median(speeds):.3g}",
        f"{ratio:.2f}",
        f"{max(run['work'] for run in runs[cores]):.3g}",
        f"{max(run['peak'] for run in runs[cores]):.0f}",
        f"{runs[cores][0]['rows']:,}",
    )


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))))
