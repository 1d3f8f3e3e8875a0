"""factbox in a spaCy pipeline."""

import doctest
from pathlib import Path
from typing import Any

import factbox
import pytest
from factbox import sample
from hypothesis import given, settings
from hypothesis import strategies as st

spacy = pytest.importorskip("spacy")
component = pytest.importorskip("factbox.spacy")

TEXTS = st.lists(
    st.sampled_from(
        [
            "Imad Khamis",
            "Tehran-based",
            "Tehran's",
            " ",
            "  ",
            "\n\n",
            ". ",
            ".",
            "It",
            "over 5",
            "people fled",
            "(UN)",
            "😀",
        ]
    )
    | st.text(max_size=3),
    max_size=30,
).map("".join)


def pipeline(**config: Any) -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("factbox", config=config)
    return nlp


def test_the_example_of_the_module() -> None:
    assert doctest.testmod(component).failed == 0


def test_a_report_has_what_analyze_finds() -> None:
    text = sample.report()
    doc, report = pipeline()(text), factbox.analyze(text)
    assert doc._.figures == list(report.figures)
    assert [(ent.text, ent.label_, ent._.entity) for ent in doc.ents] == [
        (mention.text, mention.label, mention.entity) for mention in report.mentions
    ]
    assert [sentence.text.strip() for sentence in doc.sents] == [sentence.text for sentence in report.sentences]
    assert {ent._.entity for ent in doc.ents if not ent.kb_id_} == {
        mention.entity for mention in report.mentions if mention.entity.startswith("~")
    }


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_any_text_is_taken(text: str) -> None:
    doc = pipeline()(text)
    report = factbox.analyze(doc.text)
    assert doc._.figures == list(report.figures)
    assert len(list(doc.sents)) <= max(1, len(report.sentences))
    tokens = [token.i for ent in doc.ents for token in ent]
    assert tokens == sorted(set(tokens))


def test_documents_go_between_processes() -> None:
    nlp = pipeline()
    texts = ["Over 5 people fled Tehran."] * 4
    for doc in nlp.pipe(texts, n_process=2):
        assert (doc.ents[0].kb_id_, doc.ents[0]._.entity) == ("gn:112931", "gn:112931")
        assert doc._.figures == factbox.extract_figures(texts[0])
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(nlp(texts[0]).to_bytes())
    assert again._.figures == factbox.extract_figures(texts[0])
    assert spacy.blank("en")("Five fled.")._.figures == []


def test_names_of_others_stay_where_there_is_room() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "X", "pattern": "left Tehran"}, {"label": "Y", "pattern": "rice"}])
    nlp.add_pipe("factbox")
    assert [(ent.text, ent.label_) for ent in nlp("The rice left Tehran.").ents] == [("rice", "Y"), ("Tehran", "PLACE")]


def test_a_gazetteer_of_ones_own(tmp_path: Path) -> None:
    own = factbox.Gazetteer.from_records([{"id": "r", "label": "CROP", "name": "rice", "case": "any"}])
    own.save(tmp_path / "own.gazetteer")
    nlp = pipeline(gazetteer=str(tmp_path / "own.gazetteer"))
    assert [(ent.label_, ent.kb_id_) for ent in nlp("Prices of rice rose.").ents] == [("CROP", "r")]


def test_sentences_of_a_parser_are_left_alone() -> None:
    nlp = pipeline()
    words = ["Mr.", "Obi", "left", "."]
    doc = spacy.tokens.Doc(nlp.vocab, words, heads=[0, 2, 2, 2], deps=["ROOT", "nsubj", "ROOT", "punct"])
    assert [len(sentence) for sentence in nlp.get_pipe("factbox")(doc).sents] == [1, 3]
