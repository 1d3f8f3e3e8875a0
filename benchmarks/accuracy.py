"""How well the splitters find the sentence boundaries that people marked, where such corpora are at hand.

A corpus is a file of JSON lines: `{"text", "sentences": [[start, end], ...]}`, code points; or, for rules,
`{"text", "expected": [...]}`. run.py starts this file, `accuracy.py NAME FOLDER`, once for each library.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from libraries import TASKS, named
from library import Factbox, Library, Span
from processes import MeasuringFailedError, keep_to_one_core, run_alone
from report import Table

TASK = "sentences"
TITLE = "Sentences: accuracy"


def accuracy(shared: Path, say: Callable[[str], None]) -> Table:
    folder = shared / "corpora" / "sentences"
    corpora = list(files(folder))
    if not corpora:
        return Table(TITLE, (), "Nothing measured: the annotated corpora, no part of this project, were not there.")
    made = Table(TITLE, ("library", *map(heading, corpora)), about="")
    versions: dict[str, str] = {}
    for library in TASKS[TASK]:
        say(f"accuracy: {library.name}")
        blank = ("",) * (len(corpora) - 1)
        if not library.installed():
            made.rows.append((library.name, "not installed", *blank))
            continue
        try:
            answer = run_alone("accuracy.py", library.name, str(folder))
        except MeasuringFailedError as error:
            made.rows.append((library.name, f"failed: {error}", *blank))
            if isinstance(library, Factbox):
                made.failures.append(f"FAILED: {library.name}: {error}")
        else:
            made.rows.append((library.name, *answer["scores"]))
            versions[library.package] = answer["version"]
    made.about = (
        "F1, in per cent, of the boundaries between sentences; for golden rules, how many are kept to. The corpora are "
        "public and no part of this project. factbox was built with an eye on these very files, the others were not; "
        f"README.md says more. Versions: {', '.join(map(' '.join, versions.items()))}."
    )
    return made


def files(folder: Path) -> Iterable[Path]:
    """The corpora by name, the golden rules behind them."""
    return sorted(folder.glob("*.jsonl"), key=lambda path: ("golden" in path.stem, path.stem))


def heading(path: Path) -> str:
    corpus = rows(path)
    if "expected" in corpus[0]:
        return f"rules, of {len(corpus)}"
    return path.stem.replace("-", " ")


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        everything = map(json.loads, lines)
        return [row for row in everything if row.get("lang", "en") == "en"]


def score(splitter: Library, corpus: list[dict[str, Any]]) -> str:
    """F1 of the boundaries of all the texts together; or the number of rules kept."""
    texts = [row["text"] for row in corpus]
    answers = [splitter.spans(text, found) for text, found in zip(texts, splitter.find_many(texts), strict=True)]
    if "expected" in corpus[0]:
        kept = [
            [solid(span.text) for span in answer] == [solid(sentence) for sentence in row["expected"]]
            for row, answer in zip(corpus, answers, strict=True)
        ]
        return str(sum(kept))
    right = given = wanted = 0
    for row, answer in zip(corpus, answers, strict=True):
        text = row["text"]
        gold = boundaries(text, [Span(text[start:end], start, end) for start, end in row["sentences"]])
        found = boundaries(text, answer)
        right, given, wanted = right + len(gold & found), given + len(found), wanted + len(gold)
    return f"{200 * right / (given + wanted):.2f}" if given + wanted else "100.00"


def boundaries(text: str, sentences: Sequence[Span]) -> set[int]:
    """Where a sentence ends and another follows, counted in characters that are not white space.

    So counted, it does not matter to which sentence a library gives the spaces, nor whether it gives offsets.
    """
    before = [0, *accumulate(not character.isspace() for character in text)]
    letters = solid(text)
    ends: list[int] = []
    for sentence in sentences:
        if sentence.end is None:
            written = solid(sentence.text)
            ends.append(letters.index(written, ends[-1] if ends else 0) + len(written))
        else:
            ends.append(before[sentence.end])
    return set(ends[:-1])


def solid(text: str) -> str:
    return "".join(text.split())


def main(name: str, folder: str) -> None:
    keep_to_one_core()
    warnings.simplefilter("ignore")
    splitter = named(TASK, name)
    splitter.load()
    scores = [score(splitter, rows(path)) for path in files(Path(folder))]
    print(json.dumps({"version": splitter.version(), "scores": scores}))


if __name__ == "__main__":
    main(*sys.argv[1:])
