"""The libraries that split a text into sentences: one small class each, called the way its documentation says."""

# mypy: disable-error-code="import-untyped,import-not-found"

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from library import Factbox, Library, Spacy, SpacyModel, Span


class FactboxSentences(Factbox):
    name = "factbox, split_sentences"
    function = "split_sentences"
    timed = "`split_sentences(text)`: objects with text and offsets"


class FactboxSpans(Factbox):
    name = "factbox, sentence_spans"
    function = "sentence_spans"
    timed = (
        "`sentence_spans(text)`: offsets only, in one buffer that NumPy takes as it is; no strings, no Python numbers"
    )

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(text[start:end], start, end) for start, end in found]


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


class BlingfireSentences(Library):
    name = "BlingFire, sentences"
    module = package = "blingfire"
    timed = "`text_to_sentences(text)`, split at its line breaks: strings without offsets"

    def load(self) -> None:
        from blingfire import text_to_sentences

        self.split = text_to_sentences

    def find(self, text: str) -> Sequence[Any]:
        found: list[str] = self.split(text).split("\n")
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(sentence) for sentence in found]


class BlingfireOffsets(Library):
    name = "BlingFire, offsets"
    module = package = "blingfire"
    timed = "`text_to_sentences_and_offsets(text)`, its one string split at line breaks: text and offsets"

    def load(self) -> None:
        from blingfire import text_to_sentences_and_offsets

        self.split = text_to_sentences_and_offsets

    def find(self, text: str) -> Sequence[Any]:
        sentences, offsets = self.split(text)
        return list(zip(sentences.split("\n"), offsets, strict=True))

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(sentence, *offsets) for sentence, offsets in found]


class Moses(Library):
    name = "sentence-splitter (Moses)"
    module = "sentence_splitter"
    package = "sentence-splitter"
    timed = "`SentenceSplitter(language).split(text)`: strings without offsets, blank lines among them"

    def load(self) -> None:
        from sentence_splitter import SentenceSplitter

        self.splitter = SentenceSplitter(language="en")

    def find(self, text: str) -> Sequence[Any]:
        found: list[str] = self.splitter.split(text)
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(sentence) for sentence in found if sentence.strip()]


class Syntok(Library):
    name = module = package = "syntok"
    timed = "`segmenter.analyze(text)`: sentences as lists of tokens, from whose offsets text and offsets are taken"

    def load(self) -> None:
        from syntok.segmenter import analyze

        self.analyze = analyze

    def find(self, text: str) -> Sequence[Any]:
        found = []
        for paragraph in self.analyze(text):
            for tokens in paragraph:
                start, end = tokens[0].offset, tokens[-1].offset + len(tokens[-1].value)
                found.append(Span(text[start:end], start, end))
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return list(found)


class Pysbd(Library):
    name = "pySBD"
    module = package = "pysbd"
    timed = "`Segmenter(language, clean=False, char_span=True).segment(text)`: objects with text and offsets"

    def load(self) -> None:
        from pysbd import Segmenter

        self.segmenter = Segmenter(language="en", clean=False, char_span=True)

    def find(self, text: str) -> Sequence[Any]:
        found: Sequence[Any] = self.segmenter.segment(text)
        return found

    def spans(self, text: str, found: Sequence[Any]) -> list[Span]:
        return [Span(sentence.sent, sentence.start, sentence.end) for sentence in found]


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
