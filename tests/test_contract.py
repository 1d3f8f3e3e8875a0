"""What holds for every text and every result, whatever it says."""

import copy
import json
import pickle
import subprocess
import sys
import threading

import factbox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

PIECES = st.sampled_from(
    [
        ". ",
        ".",
        "!",
        "?",
        "…",
        '"',
        "“",
        "”",
        "’s",
        "(",
        ")",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "-",
        "$",
        "%",
        "Mr.",
        "U.S.",
        "a.m.",
        "1",
        "2.5",
        "1,234.5",
        "½",
        "half a million",
        "dozens of",
        "over",
        "killed",
        "people",
        "said",
        "according to",
        "officials",
        "Foreign Minister",
        "Walid al-Moallem",
        "Islamic State (ISIS)",
        "Tehran",
        "ICRG",
        "years old",
        "10:30 pm",
        "日本。",
        "é",
        "İ",
        "😀",
        "\x00",
        "�",
        "�",
        " ",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.just(" "), st.text(max_size=3)), max_size=40).map("".join)


def spans(document: factbox.Document) -> list[factbox.Span]:
    """Every span that a document holds."""
    found: list[factbox.Span] = [*document.sentences, *document.paragraphs, *document.mentions, *document.figures]
    for figure in document.figures:
        found += [span for span in (figure.noun, figure.about, figure.source) if span is not None]
    for acronym in document.acronyms:
        found += [acronym.short, acronym.long]
    return found


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_span_is_the_text_between_its_offsets(text: str) -> None:
    document = factbox.analyze(text)
    for span in spans(document):
        assert text[span.start : span.end] == span.text
    every = factbox.extract_figures(text, include="all")
    assert all(text[figure.start : figure.end] == figure.text for figure in every)
    assert set(factbox.extract_figures(text)) <= set(every)
    assert "".join(document.text) == text


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_results_pickle_compare_and_turn_into_plain_types(text: str) -> None:
    document = factbox.analyze(text)
    again = pickle.loads(pickle.dumps(document))
    assert again == document
    assert hash(again) == hash(document)
    assert copy.copy(document) == document
    assert json.loads(document.to_json()) == document.to_dict()


def test_results_are_immutable_and_unequal_to_others() -> None:
    [sentence] = factbox.split_sentences("One sentence.")
    with pytest.raises(AttributeError):
        sentence.start = 5  # type: ignore[misc]
    assert sentence != factbox.Span(sentence.text, sentence.start, sentence.end)
    assert repr(sentence) == "Sentence(text='One sentence.', start=0, end=13, paragraph=0)"
    match sentence:
        case factbox.Sentence(text, start, end, paragraph):
            assert (text, start, end, paragraph) == ("One sentence.", 0, 13, 0)


def test_an_infinite_end_is_null_in_json() -> None:
    [figure] = factbox.extract_figures("over 5 people")
    assert (figure.low, figure.high) == (5.0, float("inf"))
    assert figure.to_dict()["high"] is None


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\0", "\ud800", "...", "!?", "\r\r\n\u2028\u2029", "\ufeff"])
def test_texts_without_words(text: str) -> None:
    document = factbox.analyze(text)
    assert "".join(s.text for s in document.sentences) == "".join(text.split())
    assert not document.mentions
    assert not document.figures


def test_lone_surrogates_are_kept() -> None:
    text = "\ud800 About 5 people\udfff died. Two fled."
    first, second = factbox.split_sentences(text)
    assert first.text == "\ud800 About 5 people\udfff died."
    assert factbox.extract_figures(text)[1].start == second.start


@pytest.mark.parametrize(
    "call", [factbox.split_sentences, factbox.extract_figures, factbox.match_entities, factbox.analyze]
)
@pytest.mark.parametrize("value", [None, b"bytes", 5, ["a"], object()])
def test_anything_but_a_str_is_a_type_error(call: object, value: object) -> None:
    with pytest.raises(TypeError, match="text must be str, not"):
        call(value)  # type: ignore[operator]


def test_unknown_options_name_those_there_are() -> None:
    with pytest.raises(factbox.LanguageError, match='no rules for the language "xx"; there are: "en"'):
        factbox.split_sentences("x", lang="xx")
    with pytest.raises(factbox.FactboxError, match='called "speed"; there are: "count", "money"'):
        factbox.extract_figures("x", include="speed")
    with pytest.raises(factbox.FactboxError, match='"smart", "exact", "any"'):
        factbox.match_entities("x", case="loose")
    assert issubclass(factbox.FactboxError, ValueError)


def test_include_asks_for_kinds() -> None:
    text = "On 3 May 2019, at 10:30 pm, the second team won 2-1 before 300 people."
    kinds = [figure.kind for figure in factbox.extract_figures(text, include="all")]
    assert kinds == ["date", "time", "ordinal", "score", "count"]
    assert [f.kind for f in factbox.extract_figures(text)] == ["count"]
    assert [f.text for f in factbox.extract_figures(text, include=["score", "time"])] == ["10:30 pm", "2-1"]


@pytest.mark.parametrize(
    "unit", ["word ", ". ", '"', "(", "A.", "1 ", "million ", "Mr. ", "John ", "a.b", "Ministry of "]
)
def test_long_texts_in_one_line(unit: str) -> None:
    document = factbox.analyze(unit * (1_000_000 // len(unit)))
    assert document.sentences[-1].end >= 999_900 - len(unit)


def test_fifty_megabytes_in_one_line() -> None:
    text = "At least 14 people were killed in Tehran, officials said. " * 900_000
    assert len(factbox.split_sentences(text)) == 900_000


def test_threads_share_the_work() -> None:
    text = "Prime Minister Imad Khamis said over 5 people died in Iran. " * 50
    expected = factbox.analyze(text)
    results: list[factbox.Document] = []
    threads = [threading.Thread(target=lambda: results.append(factbox.analyze(text))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 8


def test_import_brings_nothing_heavy() -> None:
    code = (
        "import sys, factbox;"
        "print(*sorted({'pandas', 'polars', 'pyarrow', 'spacy', 'rich', 'json'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == ""


def test_sentence_spans_are_those_of_the_sentences() -> None:
    text = "Zoë left. “No,” she said. Nobody came.\n\nA heading\n\nThe end."
    expected = [(s.start, s.end) for s in factbox.split_sentences(text)]
    spans = factbox.sentence_spans(text)
    assert list(spans) == expected
    assert (len(spans), spans[0], spans[-1]) == (len(expected), expected[0], expected[-1])
    view = memoryview(spans)
    assert (view.shape, view.format, view.readonly) == ((len(expected), 2), "q", True)
    assert [tuple(pair) for pair in view.tolist()] == expected
    with pytest.raises(IndexError):
        spans[len(expected)]
    assert memoryview(factbox.sentence_spans("")).shape == (0, 2)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["A heading", "The river rose fast and the water\ncame into the town.", "It fell."]),
        ({"newlines": "paragraph"}, ["A heading\nThe river rose fast and the water\ncame into the town.", "It fell."]),
        (
            {"newlines": "always"},
            ["A heading", "The river rose fast and the water", "came into the town.", "It fell."],
        ),
        ({"newlines": "never"}, ["A heading\nThe river rose fast and the water\ncame into the town.", "It fell."]),
    ],
)
def test_newlines(options: dict[str, str], expected: list[str]) -> None:
    text = "A heading\nThe river rose fast and the water\ncame into the town.\n\nIt fell."
    assert [s.text for s in factbox.split_sentences(text, **options)] == expected  # type: ignore[arg-type]


def test_quotes_and_abbreviations() -> None:
    text = "He said: “Go. Go now.” The Abt. Kessel fell."
    count = {quotes: len(factbox.split_sentences(text, quotes=quotes)) for quotes in ("keep", "split")}
    assert count == {"keep": 3, "split": 4}
    own = factbox.split_sentences(text, abbreviations=["abt."])
    assert [s.text for s in own] == ["He said: “Go. Go now.”", "The Abt. Kessel fell."]
    with pytest.raises(TypeError, match="several str"):
        factbox.split_sentences(text, abbreviations="abt")
    with pytest.raises(factbox.FactboxError, match='quotes is "loose", but may be: "keep", "split"'):
        factbox.split_sentences(text, quotes="loose")  # type: ignore[arg-type]
    with pytest.raises(factbox.FactboxError, match='"auto", "paragraph", "always", "never"'):
        factbox.split_sentences(text, newlines="some")  # type: ignore[arg-type]


def test_a_stray_quotation_mark_costs_only_its_neighbourhood() -> None:
    plain = "The ferry sank. Nobody was hurt, officials said. The search goes on. " * 3000
    middle = plain.index("Nobody", len(plain) // 2)
    stray = plain[:middle] + '"' + plain[middle:]
    starts = {s.start - (s.start > middle) for s in factbox.split_sentences(stray)}
    assert len({s.start for s in factbox.split_sentences(plain)} ^ starts) <= 2


def test_parts_of_a_document_are_made_once() -> None:
    report = factbox.analyze("Imad Khamis spoke. Khamis said 14 people were hurt.")
    assert report.entities[0].mentions[1] is report.mentions[1]
    assert all(getattr(report, part) is getattr(report, part) for part in report.__match_args__)


def test_countries_of_nationalities_and_offices() -> None:
    report = factbox.analyze("Iranian Foreign Minister Navid Tehrani met Chilean farmers and Buddhist monks in Peru.")
    countries = {entity.name: entity.country for entity in report.entities}
    assert countries == {"Iranian": "IR", "Navid Tehrani": "IR", "Chilean": "CL", "Buddhist": None, "Peru": None}
    assert [entity["country"] for entity in report.to_dict()["entities"]] == list(countries.values())


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Iranian President Tom Reed left.", "IR"),
        ("Kenya's President Tom Reed left.", "KE"),
        ("U.S. President Tom Reed left.", "US"),
        ("Prime Minister Tom Reed of Italy left.", "IT"),
        ("President Tom Reed of the Philippines left.", "PH"),
        ("Germany’s finance minister, Tom Reed, left.", "DE"),
        ("Tom Reed, the president of Kenya, left.", "KE"),
        ("The president of the United States, Tom Reed, left.", "US"),
        ("Italy's former prime minister, Tom Reed, left.", "IT"),
        ("U.N. Secretary-General Tom Reed of Canada left.", None),
        ("The ambassador to Iran, Tom Reed, left.", None),
        ("Tom Reed left Kenya. President Ann Lee stayed.", None),
        ("Mayor Tom Reed of Nairobi left.", None),
    ],
)
def test_the_country_of_an_office(text: str, country: str | None) -> None:
    entities = {entity.name: entity for entity in factbox.analyze(text).entities}
    assert entities["Tom Reed"].country == country
