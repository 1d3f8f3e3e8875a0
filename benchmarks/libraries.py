"""Which libraries are measured at which task, in the order of the tables."""

from __future__ import annotations

import extractors
import splitters
from library import Library
from recognisers import RECOGNISERS

FIGURES: tuple[Library, ...] = (
    extractors.FactboxFigures(),
    extractors.Text2numAlpha2digit(),
    extractors.Text2numFindNumbers(),
    extractors.RecognizersText(),
    extractors.SpacyEntities(),
    extractors.Quantulum(),
    extractors.Cqe(),
)

TASKS: dict[str, tuple[Library, ...]] = {
    "sentences": (
        splitters.FactboxSentences(),
        splitters.FactboxSpans(),
        splitters.SentencexSegment(),
        splitters.SentencexBoundaries(),
        splitters.BlingfireSentences(),
        splitters.BlingfireOffsets(),
        splitters.Nupunkt(),
        splitters.SpacySentencizer(),
        splitters.Moses(),
        splitters.Syntok(),
        splitters.Pysbd(),
        splitters.SpacySenter(),
        splitters.SpacyParser(),
    ),
    "figures": FIGURES,
    "dense figures": FIGURES,
    "names": RECOGNISERS,
}

# The tasks whose articles have as many figures as news reports; the others' are dense in them.
NEWS = frozenset({"figures", "names"})


def named(task: str, name: str) -> Library:
    return next(one for one in TASKS[task] if one.name == name)
