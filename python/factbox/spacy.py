"""factbox in a spaCy pipeline: `nlp.add_pipe("factbox")` sets sentence starts, names and figures.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> component = nlp.add_pipe("factbox")
>>> doc = nlp("Prime Minister Imad Khamis left Tehran at 5 p.m. Khamis said over 11 million had fled.")
>>> [(ent.text, ent.label_, ent._.entity) for ent in doc.ents]
[('Imad Khamis', 'PERSON', '~imad-khamis'), ('Tehran', 'PLACE', 'gn:112931'), ('Khamis', 'PERSON', '~imad-khamis')]
>>> [(figure.text, figure.low, figure.source.text) for figure in doc._.figures]
[('11 million', 11000000.0, 'Khamis')]
>>> [len(sentence) for sentence in doc.sents]
[9, 8]

`span._.entity` is the key of the entity, equal for all its mentions in a document, and its `kb_id_` too where a
gazetteer has it. `doc._.figures` are `factbox.Figure`, with offsets into `doc.text`. What the component sets is plain,
so that documents go to disk and between processes.

Where a name takes tokens of an entity that is there already, the name stands; where it begins or ends within a token,
the whole token is taken. Sentence starts are left alone behind a parser, which has set them.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

import factbox

FIGURES = "factbox_figures"


class Component:
    """Sets what factbox finds; `gazetteer` may be given one made in Python."""

    def __init__(self, gazetteer: factbox.Gazetteer | None = None, lang: str = "en") -> None:
        self.gazetteer, self.lang = gazetteer, lang

    def __call__(self, doc: Any) -> Any:
        report = factbox.analyze(doc.text, gazetteer=self.gazetteer, lang=self.lang)
        if not doc.has_annotation("DEP"):
            set_sentences(doc, report)
        set_names(doc, report)
        doc.user_data[FIGURES] = [figure.to_dict() for figure in report.figures]
        return doc


def set_sentences(doc: Any, report: factbox.Document) -> None:
    """Sets the sentence starts; white space goes with the sentence before it, at the beginning with the first."""
    places = [token.idx for token in doc]
    starts = {0, *(bisect_left(places, sentence.start) for sentence in report.sentences[1:])}
    for token in doc:
        token.is_sent_start = token.i in starts


def set_names(doc: Any, report: factbox.Document) -> None:
    """Puts the names among the entities, each with its key."""
    named = {}
    for mention in report.mentions:
        known = "" if mention.entity.startswith("~") else mention.entity
        span = doc.char_span(mention.start, mention.end, label=mention.label, kb_id=known, alignment_mode="expand")
        if span is not None:
            named[span.start, span.end] = (span, mention.entity)
    spans = filter_spans([span for span, _ in named.values()])
    taken = {token.i for span in spans for token in span}
    others = [ent for ent in doc.ents if not any(token.i in taken for token in ent)]
    doc.ents = sorted([*spans, *others], key=lambda span: span.start)
    for span in spans:
        span._.entity = named[span.start, span.end][1]


def figures(doc: Any) -> list[factbox.Figure]:
    """The figures of a document that the component has read."""
    return [figure(fields) for fields in doc.user_data.get(FIGURES, ())]


def figure(fields: dict[str, Any]) -> factbox.Figure:
    """A figure from its `to_dict()`."""
    spans = {
        name: fields[name] and factbox.Span(**fields[name])  # None where there is none
        for name in ("noun", "about", "source")
    }
    low = -math.inf if fields["low"] is None else fields["low"]
    high = math.inf if fields["high"] is None else fields["high"]
    links = tuple((relation, other) for relation, other in fields["links"])
    return factbox.Figure(**{**fields, **spans, "low": low, "high": high, "links": links})


def make(nlp: Any, name: str, gazetteer: str | None, lang: str) -> Component:
    """The component of a pipeline; `gazetteer` is the path of a saved one."""
    return Component(None if gazetteer is None else factbox.Gazetteer.open(gazetteer), lang)


Doc.set_extension("figures", getter=figures, force=True)
Span.set_extension("entity", default=None, force=True)
Language.factory(
    "factbox",
    default_config={"gazetteer": None, "lang": "en"},
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "token.is_sent_start", "doc._.figures", "span._.entity"],
    func=make,
)
