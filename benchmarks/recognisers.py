"""What finds names in a text without a list of the user's: factbox, with all else that `analyze` does, and spaCy."""

# mypy: disable-error-code="import-untyped,import-not-found"

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from library import Factbox, Library, SpacyModel, Span


class FactboxNames(Factbox):
    name = "factbox, analyze"
    function = "analyze"
    timed = "`analyze(text).mentions`: all is found and linked; objects are made of the mentions alone"

    def find(self, text: str) -> Sequence[Any]:
        mentions: Sequence[Any] = self.call(text).mentions
        return mentions


class SpacyNames(SpacyModel):
    name = "spaCy, entities"
    timed = "`nlp.pipe`, en_core_web_sm with its entity recogniser alone; entities that are names"
    labels = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC"})
    excluded: tuple[str, ...] = ("parser", "tagger", "attribute_ruler", "lemmatizer")

    def pipeline(self) -> Any:
        import spacy

        return spacy.load(self.model, exclude=list(self.excluded))

    def read(self, doc: Any) -> Sequence[Any]:
        return [Span(ent.text, ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in self.labels]


class SpacyWhole(SpacyNames):
    name = "spaCy, whole"
    timed = "`nlp.pipe`, en_core_web_sm as it comes: entities, sentences, parts of speech, dependencies"
    excluded = ()


RECOGNISERS: tuple[Library, ...] = (FactboxNames(), SpacyNames(), SpacyWhole())
