"""The user's own names: records, CSV, JSON lines, and how case is matched."""

import pickle
from pathlib import Path

import factbox
import pytest
from factbox import EntityMatcher, Gazetteer, GazetteerError

RECORDS = [
    {"id": "un", "label": "ORG", "name": "United Nations", "aliases": ["UN", "U.N."]},
    {"id": "mv-selda", "label": "SHIP", "name": "Selda Star"},
    {"name": "Hope"},
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_records(RECORDS)


def test_lookup(gazetteer: Gazetteer) -> None:
    assert len(gazetteer) == 3
    assert "un" in gazetteer
    assert "eu" not in gazetteer
    assert list(gazetteer) == ["un", "mv-selda", "~Hope"]
    assert gazetteer["un"] == RECORDS[0]
    with pytest.raises(KeyError):
        gazetteer["eu"]
    again = pickle.loads(pickle.dumps(gazetteer))
    assert [again[key] for key in again] == [gazetteer[key] for key in gazetteer]


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


def test_one_name_for_two_entities() -> None:
    twins = Gazetteer.from_records([{"id": "a", "name": "Georgia"}, {"id": "b", "name": "Georgia"}])
    [mention] = factbox.match_entities("in Georgia", twins)
    assert (mention.entity, mention.candidates) == ("a", ("b",))


def test_own_names_go_before_the_world() -> None:
    own = Gazetteer.from_records([{"id": "x", "label": "SHIP", "name": "Tehran"}])
    document = factbox.analyze("The Tehran left Iran.", gazetteer=own)
    assert [(m.text, m.entity) for m in document.mentions] == [("Tehran", "x"), ("Iran", "IR")]


def test_world() -> None:
    world = factbox.world()
    assert world["IR"]["name"] == "Iran"
    assert world["gn:112931"]["name"] == "Tehran"


def test_files(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text(
        'id,label,name,aliases\nun,ORG,"United Nations",UN|U.N.\nmv-selda,SHIP,Selda Star,\n', encoding="utf8"
    )
    lines = tmp_path / "names.jsonl"
    lines.write_text(
        '{"id": "un", "label": "ORG", "name": "United Nations", "aliases": ["UN", "U.N."]}\n\n', encoding="utf8"
    )
    assert Gazetteer.from_csv(table)["un"] == Gazetteer.from_jsonl(str(lines))["un"] == RECORDS[0]
    assert len(Gazetteer.from_csv(table)) == 2


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([{"id": "a"}], "record 0: the record has no name"),
        ([{"name": " "}], "record 0: the record has no name"),
        ([{"name": "A", "id": "a"}, {"name": "B", "id": "a"}], 'record 1: the id "a" is given twice'),
        ([{"name": "A", "id": "~a"}], "begins with"),
        ([{"name": "A", "country": "x"}], 'the field "country" is unknown'),
        ([{"name": 5}], 'the field "name" is .*int'),
        ([{"name": "A", "aliases": "B"}], "one str, not a list"),
    ],
)
def test_unusable_records(records: list[dict[str, object]], message: str) -> None:
    with pytest.raises(GazetteerError, match=message):
        Gazetteer.from_records(records)  # type: ignore[arg-type]


def test_a_record_is_a_mapping() -> None:
    with pytest.raises(TypeError, match="record 0: a record is a mapping"):
        Gazetteer.from_records(["Tehran"])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "id,name\nx,A\ny\n", r"a\.csv, line 3: 1 columns where the header has 2"),
        ("a.csv", "id,title\nx,A\n", r'a\.csv, line 1: the column "title" is unknown'),
        ("a.csv", "id,name\nx,A\nx,B\n", r'a\.csv, line 3: the id "x" is given twice'),
        ("a.jsonl", '{"name": "A"}\n{"name": }\n', r"a\.jsonl, line 2, column 10: "),
        ("a.csv", 'id,name\nx,"A\ny,B\n', r"a\.csv, line 2: a quotation mark is not closed"),
        ("a.jsonl", '["x", "A"]\n', r"a\.jsonl, line 1: the line is no JSON object"),
        ("a.jsonl", '{"label": "A"}\n', r"a\.jsonl, line 1: the record has no name"),
        ("a.jsonl", '{"name": "A", "x": 1}\n', r"a\.jsonl, line 1, column \d+: unknown field `x`"),
    ],
)
def test_unusable_files(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf8")
    with pytest.raises(GazetteerError, match=message):
        (Gazetteer.from_csv if name.endswith("csv") else Gazetteer.from_jsonl)(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"nowhere\.csv: .*; check the path"):
        Gazetteer.from_csv(tmp_path / "nowhere.csv")
