"""Names of one's own in a text: which are found, replaced and marked, one text at a time or many."""

import csv
import math
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import factbox
import pytest
from factbox import EntityMatcher, Gazetteer


def test_mentions_of_the_own_list(gazetteer: Gazetteer) -> None:
    text = "The U.N.’s envoy saw the Selda Star, the UN said; the selda star un-did it."
    found = factbox.match_entities(text, gazetteer)
    assert [(m.text, m.entity, m.label, m.method) for m in found] == [
        ("U.N.", "un", "ORG", "alias"),
        ("Selda Star", "mv-selda", "SHIP", "exact"),
        ("UN", "un", "ORG", "alias"),
    ]
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("smart", ["Selda Star", "SELDA STAR", "UN"]),
        ("exact", ["Selda Star", "UN"]),
        ("any", ["Selda Star", "SELDA STAR", "selda star", "UN", "un"]),
    ],
)
def test_case(gazetteer: Gazetteer, case: str, expected: list[str]) -> None:
    matcher = EntityMatcher(gazetteer, case=case)  # type: ignore[arg-type]
    assert [m.text for m in matcher.find("Selda Star, SELDA STAR, selda star, UN, un")] == expected


def test_a_common_word_is_a_name_only_inside_a_sentence(gazetteer: Gazetteer) -> None:
    assert [m.start for m in factbox.match_entities("Hope is rare. They met Hope.", gazetteer)] == [0, 23]
    assert factbox.match_entities("Hope is rare. They had hope.", gazetteer) == []


def test_whole_words_over_line_breaks(gazetteer: Gazetteer) -> None:
    assert [m.text for m in factbox.match_entities("the United\nNations and the Selda  Star", gazetteer)] == [
        "United\nNations",
        "Selda  Star",
    ]
    assert factbox.match_entities("UNESCO, SeldaStar, Selda\n\nStar", gazetteer) == []


def test_names_inside_words() -> None:
    names = Gazetteer.from_records([{"name": "Iran"}, {"name": "Zürich"}, {"name": "straße"}, {"name": "Iranian oil"}])
    matcher = EntityMatcher(names, boundaries="none")
    text = "Iranians, NeuZu\u0308rich, Hauptstrasse, iran; the Iranian oilmen"
    assert [mention.text for mention in matcher.find(text)] == ["Iran", "Zu\u0308rich", "strasse", "Iranian oil"]
    found = EntityMatcher(names, boundaries="none", overlaps="all", case="any").find(text)
    assert [mention.text for mention in found] == ["Iran", "Zu\u0308rich", "strasse", "iran", "Iran", "Iranian oil"]


def test_letters_that_are_wrong() -> None:
    names = ["Ukrainian Airlines", "Jamie Foxworth", "Ministry of Trade", "Mali", "Syria", "People's Bank of Zarnov"]
    gazetteer = Gazetteer.from_records([{"name": name} for name in names])
    matcher = EntityMatcher(gazetteer, max_edits=1)
    for written, name in [
        ("Ukranian Airlines", "Ukrainian Airlines"),
        ("Ukrainian Airliens", "Ukrainian Airlines"),
        ("UkrainianAirlines", "Ukrainian Airlines"),
        ("Jaime Foxworth", "Jamie Foxworth"),
        ("Minstry of Trade", "Ministry of Trade"),
        ("Poeple’s Bank of Zarnov", "People's Bank of Zarnov"),
        ("People’s Bank of Zarnow", "People's Bank of Zarnov"),
        ("Ukrainian Airlines", "Ukrainian Airlines"),
    ]:
        [mention] = matcher.find(f"They met {written}’s chief.")
        assert (mention.text, mention.name) == (written, name)
        assert mention.method == ("exact" if written == name else "fuzzy")
        assert (mention.score == 1) == (written == name)
        assert mention.score > 0.9
    for text in ["They met in Mari.", "the Syrians", "Ukraine Airlines", "ukranian airlines", "Ministry. Of Trade"]:
        assert [mention.text for mention in matcher.find(text) if mention.method == "fuzzy"] == []
    [mention] = EntityMatcher(gazetteer, max_edits=2).find("The Ukranian Airlins left.")
    assert (mention.method, mention.name) == ("fuzzy", "Ukrainian Airlines")
    with pytest.raises(factbox.FactboxError, match="max_edits"):
        EntityMatcher(gazetteer, max_edits=3)


def test_names_with_letters_wrong_have_candidates() -> None:
    names = ["Jamie Foxworth", "Jaimie Foxworth", "Jamie Foxworth"]
    people = Gazetteer.from_records([{"id": str(index), "name": name} for index, name in enumerate(names)])
    [mention] = EntityMatcher(people, max_edits=2).find("met Jamie Foxwort yesterday")
    assert (mention.entity, mention.candidates, mention.method) == ("0", ("2", "1"), "fuzzy")
    accented = Gazetteer.from_records([{"name": "Zürich Falls"}])
    for fold, method in [(True, "exact"), (False, "fuzzy")]:
        [mention] = EntityMatcher(accented, max_edits=1, fold=fold).find("in Zurich Falls")
        assert mention.method == method


def test_other_spellings_of_foreign_names() -> None:
    people = Gazetteer.from_records([{"name": "Walid al-Moallem"}, {"name": "Qasem"}, {"name": "Mohammed Selda"}])
    matcher = EntityMatcher(people, transliterate=True)
    text = "Walid al-Muallem, Walid el Mu'allim and Kassem’s son Muhamad Selda met Qasim; the basket."
    assert [(mention.text, mention.name) for mention in matcher.find(text)] == [
        ("Walid al-Muallem", "Walid al-Moallem"),
        ("Walid el Mu'allim", "Walid al-Moallem"),
        ("Kassem", "Qasem"),
        ("Muhamad Selda", "Mohammed Selda"),
        ("Qasim", "Qasem"),
    ]
    assert all(mention.method == "fuzzy" and 0.4 < mention.score < 1 for mention in matcher.find(text))
    assert EntityMatcher(people).find(text) == []


def test_replace_and_annotate(gazetteer: Gazetteer) -> None:
    matcher = EntityMatcher(gazetteer)
    text = "“The UN” & Selda Star"
    assert matcher.replace(text, "X") == "“The X” & X"
    assert matcher.replace(text, "{{{name}|{label}}}") == "“The {United Nations|ORG}” & {Selda Star|SHIP}"
    assert matcher.replace(text, lambda mention: mention.text.upper()) == "“The UN” & SELDA STAR"
    assert matcher.annotate(text, format="text") == "“The [UN](ORG un)” & [Selda Star](SHIP mv-selda)"
    assert '“The <mark class="ORG" data-entity="un" title="United Nations">UN</mark>” &amp; <mark' in matcher.annotate(
        text
    )
    for rewrite in (lambda all_names: all_names.replace(text, "X"), lambda all_names: all_names.annotate(text)):
        with pytest.raises(factbox.FactboxError, match="overlap can be neither replaced nor marked"):
            rewrite(EntityMatcher(gazetteer, overlaps="all"))


def test_many_texts_at_once(gazetteer: Gazetteer) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    matcher = EntityMatcher(gazetteer)
    texts = ["é: the UN", None, "nothing", "Selda Star and the U.N. " * 3000]
    table = matcher.find_many(texts, threads=2)
    rows = pyarrow.table(table).to_pylist()
    assert len(table) == len(rows) == 6001
    expected = [
        (doc, index, *(getattr(mention, field) for field in list(rows[0])[2:]))
        for doc, text in enumerate(texts)
        if text is not None
        for index, mention in enumerate(matcher.find(text))
    ]
    assert [tuple(row.values()) for row in rows] == expected
    assert len(matcher.find_many([])) == 0
    assert table.to_arrow().schema == pyarrow.schema(table)


def test_many_texts_of_other_libraries(gazetteer: Gazetteer) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    matcher = EntityMatcher(gazetteer)
    for texts in (pyarrow.array(["the UN", None]), pyarrow.chunked_array([["the UN"], [None]]), ["the UN", math.nan]):
        assert [row["doc"] for row in matcher.find_many(texts).to_arrow().to_pylist()] == [0]


def test_the_table_of_many_texts_is_written(tmp_path: Path, gazetteer: Gazetteer) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = EntityMatcher(gazetteer).find_many(["“The UN”", None, "Selda\nStar, U.N."])
    table.write_csv(tmp_path / "names.csv")
    with (tmp_path / "names.csv").open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == ["UN", "Selda\nStar", "U.N."]
    assert [{**row, "score": float(row["score"])} for row in rows] == [
        {key: value if key == "score" else str(value) for key, value in row.items()} for row in table.to_dicts()
    ]
    table.write_parquet(str(tmp_path / "names.parquet"))
    assert parquet.read_table(tmp_path / "names.parquet") == table.to_arrow()
    for write in (table.write_csv, table.write_parquet):
        with pytest.raises(OSError, match="nowhere"):
            write(tmp_path / "nowhere" / "names")


def test_find_many_takes_no_single_text() -> None:
    with pytest.raises(TypeError, match="one str; give a list"):
        factbox.EntityMatcher(factbox.world()).find_many("Talks in Tehran.")


def test_a_matcher_is_pickled_with_its_options(gazetteer: Gazetteer) -> None:
    options: dict[str, Any] = {"case": "any", "boundaries": "none", "overlaps": "all", "fold": False, "max_edits": 1}
    text = "un, Selda  Star and the sununu"
    for matcher in (
        EntityMatcher(gazetteer),
        EntityMatcher(gazetteer, **options),
        EntityMatcher(gazetteer, overlaps="priority", transliterate=True),
    ):
        again = pickle.loads(pickle.dumps(matcher))
        assert again.find(text) == matcher.find(text)
        assert again.__getnewargs_ex__()[1] == matcher.__getnewargs_ex__()[1]
    assert pickle.loads(pickle.dumps(EntityMatcher(gazetteer, **options))).__getnewargs_ex__()[1] == {
        **options,
        "transliterate": False,
    }


def test_one_matcher_for_all_threads(gazetteer: Gazetteer) -> None:
    matcher = EntityMatcher(gazetteer)
    texts = [f"The UN and ship {n} Selda Star " * 50 for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(matcher.find, texts)) == [matcher.find(text) for text in texts]
