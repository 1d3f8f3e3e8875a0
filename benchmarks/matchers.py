"""The libraries that find names of a list, each in one form: build from names, find in a text, what was found."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any


class Matcher(ABC):
    """A library. `found` gives (start, end) in code points, None for both where the library has none."""

    name: str
    module: str
    package: str
    note: str

    def installed(self) -> bool:
        return importlib.util.find_spec(self.module) is not None

    def version(self) -> str:
        return importlib.metadata.version(self.package)

    @abstractmethod
    def build(self, names: Sequence[str]) -> Any: ...

    @abstractmethod
    def find(self, text: str) -> Any: ...

    @abstractmethod
    def found(self, text: str) -> list[tuple[int, int]]: ...

    def save(self, path: str) -> bool:
        """Whether the library has a way to save what it built."""
        return False

    def load(self, path: str) -> None:
        """Opens what was saved; asked only of libraries that save."""
        raise TypeError(f"{self.name} has no way to open what it built")


class Factbox(Matcher):
    name = "factbox"
    module = package = "factbox"
    note = "`EntityMatcher(gazetteer, case='any').find(text)`: mentions; whole words, all folded"
    options: Mapping[str, Any] = MappingProxyType({"case": "any"})

    def gazetteer(self, names: Sequence[str]) -> Any:
        import factbox

        return factbox.Gazetteer.from_records(({"name": name} for name in names), strict=False)

    def build(self, names: Sequence[str]) -> None:
        import factbox

        self.matcher = factbox.EntityMatcher(self.gazetteer(names), **self.options)

    def find(self, text: str) -> Any:
        return self.matcher.find(text)

    def found(self, text: str) -> list[tuple[int, int]]:
        return [(mention.start, mention.end) for mention in self.find(text)]

    def save(self, path: str) -> bool:
        from names import names

        # what was built is let go, so that opening is all that is timed
        self.matcher = None
        self.gazetteer(names(int(os.environ["NAMES"]))).save(path)
        return True

    def load(self, path: str) -> None:
        import factbox

        self.matcher = factbox.EntityMatcher(factbox.Gazetteer.open(path), **self.options)


class FactboxSmart(Factbox):
    name = "factbox, smart"
    note = "`EntityMatcher(gazetteer).find(text)`: mentions; whole words, all folded, the smart rule for case"
    options: Mapping[str, Any] = MappingProxyType({})


class FactboxExact(Factbox):
    name = "factbox, letter by letter"
    note = "`EntityMatcher(gazetteer, fold=False).find(text)`: mentions; whole words as written"
    options: Mapping[str, Any] = MappingProxyType({"fold": False})


class FactboxTable(Factbox):
    name = "factbox, find_many"
    note = (
        "`EntityMatcher(gazetteer).find_many([text], threads=1)`: an Arrow table; whole words, the smart rule for case"
    )
    options: Mapping[str, Any] = MappingProxyType({})

    def find(self, text: str) -> Any:
        return self.matcher.find_many([text], threads=1)

    def found(self, text: str) -> list[tuple[int, int]]:
        return [(mention.start, mention.end) for mention in self.matcher.find(text)]


class FactboxTableAny(FactboxTable):
    name = "factbox, find_many, any case"
    note = (
        "`EntityMatcher(gazetteer, case='any').find_many([text], threads=1)`: an Arrow table; whole words, all folded"
    )
    options: Mapping[str, Any] = MappingProxyType({"case": "any"})


class AhocorasickRs(Matcher):
    name = "ahocorasick_rs"
    module = package = "ahocorasick_rs"
    note = "`AhoCorasick(names, matchkind=LeftmostLongest).find_matches_as_indexes(text)`: inside words too, no folding"

    def build(self, names: Sequence[str]) -> None:
        import ahocorasick_rs

        self.matcher = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, text: str) -> Any:
        return self.matcher.find_matches_as_indexes(text)

    def found(self, text: str) -> list[tuple[int, int]]:
        return [(start, end) for _, start, end in self.find(text)]


class Pyahocorasick(Matcher):
    name = "pyahocorasick"
    module = "ahocorasick"
    package = "pyahocorasick"
    note = "`list(automaton.iter_long(text))`: inside words too, no folding"

    def build(self, names: Sequence[str]) -> None:
        import ahocorasick

        self.matcher = ahocorasick.Automaton()
        for name in names:
            if name:
                self.matcher.add_word(name, len(name))
        self.matcher.make_automaton()

    def find(self, text: str) -> Any:
        return list(self.matcher.iter_long(text))

    def found(self, text: str) -> list[tuple[int, int]]:
        return [(end - length + 1, end + 1) for end, length in self.find(text)]


class Daachorse(Matcher):
    name = "daachorse"
    module = package = "daachorse"
    note = (
        "`CharwiseDoubleArrayAhoCorasick(names, MATCH_KIND_LEFTMOST_LONGEST).find(text)`: inside words too, no folding"
    )

    def build(self, names: Sequence[str]) -> None:
        import daachorse

        unique = list(dict.fromkeys(names))
        self.matcher = daachorse.CharwiseDoubleArrayAhoCorasick(unique, daachorse.MATCH_KIND_LEFTMOST_LONGEST)

    def find(self, text: str) -> Any:
        return self.matcher.find(text)

    def found(self, text: str) -> list[tuple[int, int]]:
        return [(start, end) for start, end, _ in self.find(text)]


class Flashtext(Matcher):
    name = "flashtext"
    module = package = "flashtext"
    note = "`KeywordProcessor().extract_keywords(text, span_info=True)`: whole words, any case"

    def build(self, names: Sequence[str]) -> None:
        import flashtext

        self.matcher = flashtext.KeywordProcessor()
        for name in names:
            if name:
                self.matcher.add_keyword(name)

    def find(self, text: str) -> Any:
        return self.matcher.extract_keywords(text, span_info=True)

    def found(self, text: str) -> list[tuple[int, int]]:
        return [(start, end) for _, start, end in self.find(text)]


class Flashtext2(Matcher):
    name = "flashtext2"
    module = package = "flashtext2"
    note = "`KeywordProcessor(case_sensitive=False).extract_keywords_with_span(text)`: whole words, any case"

    def build(self, names: Sequence[str]) -> None:
        import flashtext2

        self.matcher = flashtext2.KeywordProcessor(case_sensitive=False)
        self.matcher.add_keywords_from_iter(names)

    def find(self, text: str) -> Any:
        return self.matcher.extract_keywords_with_span(text)

    def found(self, text: str) -> list[tuple[int, int]]:
        return [(start, end) for _, start, end in self.find(text)]


class SpacyPhrases(Matcher):
    name = "spaCy PhraseMatcher"
    module = package = "spacy"
    note = "`PhraseMatcher(vocab, attr='LOWER')` on `nlp.make_doc(text)`, spans filtered to the longest"

    def build(self, names: Sequence[str]) -> None:
        import spacy
        from spacy.matcher import PhraseMatcher

        self.nlp = spacy.blank("en")
        self.matcher = PhraseMatcher(self.nlp.vocab, attr="LOWER")
        self.matcher.add("NAME", [doc for doc in self.nlp.tokenizer.pipe(names) if len(doc)])

    def find(self, text: str) -> Any:
        from spacy.util import filter_spans

        return filter_spans(self.matcher(self.nlp.make_doc(text), as_spans=True))

    def found(self, text: str) -> list[tuple[int, int]]:
        return [(span.start_char, span.end_char) for span in self.find(text)]


MATCHERS: tuple[Matcher, ...] = (
    Factbox(),
    FactboxSmart(),
    FactboxExact(),
    FactboxTable(),
    FactboxTableAny(),
    AhocorasickRs(),
    Pyahocorasick(),
    Daachorse(),
    Flashtext(),
    Flashtext2(),
    SpacyPhrases(),
)


def named(name: str) -> Matcher:
    return next(matcher for matcher in MATCHERS if matcher.name == name)


def right(matcher: Matcher, names: Sequence[str], text: str, expected: Iterable[tuple[int, int]]) -> bool:
    """Whether a library, built from the names, finds in the text what it should."""
    matcher.build(names)
    return sorted(matcher.found(text)) == sorted(expected)
