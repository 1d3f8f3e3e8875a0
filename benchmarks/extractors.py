"""The libraries that find figures in a text: one small class each, called the way its documentation says."""

# mypy: disable-error-code="import-untyped,import-not-found"

from __future__ import annotations

import locale
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from library import Factbox, Library, SpacyModel, Span


class FactboxFigures(Factbox):
    name = "factbox"
    function = "extract_figures"
    timed = "`extract_figures(text)`: objects with text and offsets; words and digits, units, bounds, what is counted"


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


class Cqe(Library):
    name = module = package = "CQE"
    timed = "`CQE().parse(text)`, en_core_web_sm: values, bounds, units and what they are about, without offsets"

    def installed(self) -> bool:
        return super().installed() and SpacyEntities().installed()

    def load(self) -> None:
        use_american_numbers()
        from CQE import CQE

        self.parser = CQE.CQE(spacy_model=SpacyEntities.model)

    def find(self, text: str) -> Sequence[Any]:
        found: Sequence[Any] = self.parser.parse(text)
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(str(quantity)) for quantity in found]


def use_american_numbers() -> None:
    """Sets the locale en_US, which CQE insists on; where a machine has none, stands in for it as far as numbers go."""
    set_by_system = locale.setlocale
    try:
        set_by_system(locale.LC_ALL, "en_US.UTF-8")
    except locale.Error:
        conventions = locale.localeconv() | {"thousands_sep": ",", "grouping": [3, 3, 0]}
        locale.localeconv = lambda: conventions
        locale.setlocale = lambda category, name=None: set_by_system(category, name and "C")


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
