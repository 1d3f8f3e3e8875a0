"""The user's own names: records, CSV, JSON lines, and how case is matched."""

import json
import math
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

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


def test_several_entities_of_one_name_without_ids(tmp_path: Path) -> None:
    records = [
        {"name": "Georgia", "label": "PLACE", "in": "Asia"},
        {"name": "Georgia", "label": "PLACE", "in": "America"},
        {"name": "Georgia", "label": "PLACE", "in": "Asia"},
        {"name": " Georgia ", "label": "PERSON"},
        {"id": "g", "name": "Georgia"},
    ]
    keys = ["~Georgia", "~Georgia (2)", "~Georgia (3)", "g"]
    whole = Gazetteer.from_records(records, metadata=["in"])
    added = Gazetteer.from_records(records[:1], metadata=["in"])
    for record in records[1:]:
        added.add([record], metadata=["in"])
    whole.save(tmp_path / "names")
    for made in (whole, added, pickle.loads(pickle.dumps(added)), Gazetteer.open(tmp_path / "names")):
        assert list(made) == keys
        assert [made[key].get("in") for key in keys] == ["Asia", "America", None, None]
        [mention] = factbox.match_entities("in Georgia", made)
        assert [mention.entity, *mention.candidates] == keys
        made.remove(["~Georgia"])
        assert "~Georgia (2)" in made
        made.add(records[:1], metadata=["in"])
        assert sorted(made) == sorted(keys)
        assert len(made + made) == len(made)


def test_a_name_that_is_often_given_takes_no_longer() -> None:
    same = Gazetteer.from_records([{"name": "Unknown", "nr": n % 20_000} for n in range(40_000)], metadata=["nr"])
    assert len(same) == 20_000
    assert same["~Unknown (20000)"]["nr"] == 19_999


def test_own_names_go_before_the_world() -> None:
    own = Gazetteer.from_records([{"id": "x", "label": "SHIP", "name": "Tehran"}])
    document = factbox.analyze("The Tehran left Iran.", gazetteer=own)
    assert [(m.text, m.entity) for m in document.mentions] == [("Tehran", "x"), ("Iran", "IR")]


@pytest.mark.parametrize(("label", "expected"), [(None, "PLACE"), ("STATE", "STATE")])
def test_a_record_with_an_id_of_the_world_adds_names_to_its_entity(label: str | None, expected: str) -> None:
    own = Gazetteer.from_records([{"id": "NG", "name": "Naijaland", "label": label}])
    document = factbox.analyze("He left Naijaland for Nigeria.", gazetteer=own)
    assert [(m.text, m.name, m.label, m.method) for m in document.mentions] == [
        ("Naijaland", "Nigeria", expected, "alias"),
        ("Nigeria", "Nigeria", expected, "exact"),
    ]
    assert [(e.key, e.name, e.label) for e in document.entities] == [("NG", "Nigeria", expected)]


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
        ([{"nmae": "A"}], 'the field "nmae" is unknown; write it "name" if that is meant, else name it in metadata'),
        ([{"name": "A", "Alias": []}], 'the field "Alias" is unknown; write it "aliases" if that is meant'),
        ([{"name": "A", "metadata": {"x": 1}}], 'the field "metadata" is unknown; write what it holds as fields'),
    ],
)
def test_unusable_records(records: list[dict[str, object]], message: str) -> None:
    with pytest.raises(GazetteerError, match=message):
        Gazetteer.from_records(records)  # type: ignore[arg-type]


OSLO: Any = Gazetteer.from_records([{"name": "Oslo"}])
MATCHER: Any = EntityMatcher(OSLO)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Gazetteer.from_records(["Tehran"]), "record 0: a record is a mapping with a name, not str"),
        (lambda: Gazetteer.from_records({"name": "Oslo"}), "records must be a list of mappings.* not dict"),
        (lambda: Gazetteer.from_records("Oslo"), "records must be a list of mappings.* not str"),
        (lambda: Gazetteer.from_records(None), "records must be a list of mappings.* not NoneType"),
        (lambda: Gazetteer.from_records([], metadata="country"), "metadata must be a list of field names.* not str"),
        (lambda: Gazetteer.from_records([], metadata=None), "metadata must be a list of field names.* not NoneType"),
        (lambda: Gazetteer.from_records([], metadata=[5]), "each of metadata must be str, not int"),
        (lambda: Gazetteer.from_records([], progress=5), "progress must be a function.* not int"),
        (lambda: Gazetteer.from_csv("names.csv", sep=None), "sep must be one character.* not NoneType"),
        (lambda: OSLO.add({"name": "Oslo"}), "records must be a list of mappings.* not dict"),
        (lambda: OSLO.remove("~Oslo"), "ids must be several str in a list, not str"),
        (lambda: OSLO.remove([5]), "each of ids must be str, not int"),
        (lambda: EntityMatcher([{"name": "Oslo"}]), "gazetteer must be a Gazetteer.*from_records.* not list"),
        (lambda: factbox.match_entities("Oslo", "Oslo"), "gazetteer must be a Gazetteer.* not str"),
        (lambda: factbox.analyze("Oslo", gazetteer=["Oslo"]), "gazetteer must be a Gazetteer.* not list"),
        (lambda: factbox.extract_figures("5", include=None), "include must be a kind.* not NoneType"),
        (lambda: factbox.extract_figures("5", include=[5]), "each of include must be str, not int"),
        (lambda: MATCHER.find_many(None), "texts must be a list of str, not NoneType"),
        (lambda: MATCHER.find_many({"Oslo": 1}), "texts must be a list of str, not dict"),
        (lambda: MATCHER.find_many(["Oslo", 5]), r"texts\[1\] must be a str or None, not int"),
        (lambda: MATCHER.replace("in Oslo", 5), "by must be a str or a function, not int"),
        (
            lambda: MATCHER.replace("in Oslo", lambda _: None),
            "by gives for the mention at 3 must be a str, not NoneType",
        ),
    ],
)
def test_wrong_types_are_named_with_what_to_give(call: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: EntityMatcher(OSLO, max_edits=-1), "max_edits is -1, but may be: 0, 1, 2"),
        (lambda: MATCHER.find_many([], threads=0), "threads is 0; give 1 or more"),
        (
            lambda: MATCHER.replace("nothing", "{city}"),
            'a mention has no "city", but text, start, .*; write the name of',
        ),
        (lambda: MATCHER.replace("nothing", "{}"), 'a mention has no "", but'),
        (lambda: MATCHER.replace("nothing", "{"), 'by is "{": .*a brace twice'),
        (lambda: MATCHER.replace("in Oslo", "{name.size}"), "no attribute 'size'; write"),
        (lambda: MATCHER.replace("in Oslo", "{name:.2f}"), "Unknown format code 'f'.*; write"),
        (lambda: Gazetteer.from_csv("names.csv", sep=";;"), 'sep is ";;"; give one ASCII character'),
        (lambda: Gazetteer.from_records([{"name": "A", "id": 5}]), 'the field "id" is int, not str; make it text'),
        (lambda: Gazetteer.from_records([{"name": b"A"}]), r'"name" is bytes, not str; make it text with .decode\(\)'),
        (lambda: Gazetteer.from_records([{"name": "A", "aliases": {"B": 1}}]), "one dict, not a list; give a list of"),
        (lambda: Gazetteer.from_records([{"name": "A", "aliases": [None]}]), "an alias is NoneType, not str; give"),
        (lambda: Gazetteer.from_records([{"name": "A", "aliases": [{"case": "any"}]}]), "an alias has no name"),
        (lambda: Gazetteer.from_records([{"name": "A", "aliases": [{"name": "B", "cas": ""}]}]), '"cas" of an alias'),
        (lambda: Gazetteer.from_records([{"name": "A", "x": {1}}], metadata="all"), "not JSON: .*set.*; keep only"),
    ],
)
def test_what_cannot_be_used_is_told_with_the_mend(call: Callable[[], object], message: str) -> None:
    with pytest.raises(factbox.FactboxError, match=message):
        call()


def test_empty_cells_of_a_data_frame_are_no_fields() -> None:
    pandas = pytest.importorskip("pandas")
    empty = {"id": math.nan, "label": pandas.NA, "aliases": math.nan, "case": None, "country": pandas.NaT}
    read = Gazetteer.from_records([{"name": "Oslo", **empty}], metadata=["country"])
    assert read["~Oslo"] == {"id": "~Oslo", "label": "MISC", "name": "Oslo", "aliases": []}
    with pytest.raises(GazetteerError, match="name"):
        Gazetteer.from_records([{"name": math.nan}])


def test_what_is_no_id_is_not_in_a_gazetteer() -> None:
    assert 5 not in OSLO
    assert None not in OSLO


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
        (
            "a.jsonl",
            '{"name": "A", "x": 1}\n',
            r"""a\.jsonl, line 1: the field "x" is unknown; the fields are id, .*""",
        ),
        ("a.jsonl", '{"nam": "A"}\n', r"""a\.jsonl, line 1: the field "nam" is unknown; write it "name" if"""),
        ("a.jsonl", '{"name": "A"}\n{"name": 5}\n', r"""line 2: the field "name" is a number, not text; put it"""),
        ("a.jsonl", '{"name": "A", "aliases": "B"}\n', r"""line 1: the field "aliases" is text, not a list; give"""),
        ("a.jsonl", '{"name": "A", "aliases": ["B", 5]}\n', r"""in the field "aliases": an alias is a number; give"""),
        ("a.jsonl", '{"name": "A", "case": "loud"}\n', r"""line 1: "loud" is no rule for case; write smart"""),
        ("a.jsonl", '{"name": "A", "name": "B"}\n', r"line 1, column \d+: duplicate field `name`"),
        (
            "a.jsonl",
            '{"name": "A", "metadata": {"x": 1}}\n',
            r"""the field "metadata" is unknown; write what it holds""",
        ),
        ("a.csv", "name,lable\nA,x\n", r"""line 1: the column "lable" is unknown; write it "label" if"""),
        ("a.csv", "id;name\nx;A\n", r"""a\.csv, line 1: the header is one cell, "id;name"; .*sep=";\""""),
        ("a.csv", "id\tname\nx\tA\n", r"a\.csv, line 1: .* parted by tabs: read it with from_tsv"),
        ("a.csv", "Name,id\nA,x\n", r"""a\.csv, line 1: the column "Name" is unknown; write it "name\""""),
        ("a.csv", "Oslo\nBergen\n", r"line 1: .*; the first line has to say what the columns are"),
        ("a.csv", "", r"a\.csv, line 1: there is no header; begin the file"),
        ("a.csv", "id,label\nx,A\n", r"""a\.csv, line 1: no column is called "name\""""),
        ("a.csv", "name,name\nx,A\n", r"""a\.csv, line 1: two columns are called "name"; leave one out"""),
        ("a.jsonl", '[{"name": "A"}]\n', r"; .* one array in JSON goes to from_records"),
        (
            "a.jsonl",
            '{"name": "A", "aliases": [{"name": "B", "cas": 1}]}\n',
            r"an alias is .*cas.*; give a list of text",
        ),
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


def test_a_saved_gazetteer_opens_as_it_was(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "names.gazetteer"
    gazetteer.save(path)
    opened = Gazetteer.open(str(path))
    opened.verify()
    assert [opened[key] for key in opened] == [gazetteer[key] for key in gazetteer]
    text = "The U.N. saw the Selda  Star."
    assert EntityMatcher(opened).find(text) == EntityMatcher(gazetteer).find(text) != []
    assert [file.name for file in tmp_path.iterdir()] == ["names.gazetteer"]


def test_a_damaged_file_is_refused(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "names.gazetteer"
    gazetteer.save(path)
    whole = path.read_bytes()
    for damaged, message in [
        (b"", "too short"),
        (whole[:100], "too short"),
        (whole[:-1], "cut short"),
        (whole + b"\0", "its header tells of"),
        (b"id,name" + whole[7:], "no gazetteer"),
        (whole[:8] + b"\x09" + whole[9:], "version 9"),
        (whole[:20] + b"\x09" + whole[21:], "header was altered"),
    ]:
        path.write_bytes(damaged)
        with pytest.raises(GazetteerError, match=message):
            Gazetteer.open(path)
    path.write_bytes(whole[:260] + bytes([whole[260] ^ 1]) + whole[261:])
    with pytest.raises(GazetteerError, match=r"names\.gazetteer: .*damaged"):
        Gazetteer.open(path).verify()
    with pytest.raises(GazetteerError, match="check the path"):
        Gazetteer.open(tmp_path / "nowhere")
    with pytest.raises(GazetteerError):
        gazetteer.save(tmp_path / "nowhere" / "names")


def test_ids_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    path = tmp_path / "names.gazetteer"
    Gazetteer.from_records([{"id": f"port-{n}", "name": f"Harbour {n}"} for n in range(50)]).save(path)
    path.write_bytes(path.read_bytes().replace(b"port-7", b"zort-7"))
    with pytest.raises(GazetteerError, match=r"names\.gazetteer: it was altered: .*\"zort-7\".*save it again"):
        list(Gazetteer.open(path))


def test_a_file_for_another_reader_is_told_with_the_right_one(tmp_path: Path, gazetteer: Gazetteer) -> None:
    files = {
        "folder": None,
        "saved": b"",
        "commas.csv": b"id,name\nx,Oslo\n",
        "semicolons.csv": b'\xef\xbb\xbf"id";"name"\nx;Oslo\n',
        "tabs.tsv": b"id\tname\nx\tOslo\n",
        "lines.jsonl": b'{"name": "Oslo"}\n',
        "list.json": b'[\n {"name": "Oslo"}\n]\n',
        "table.parquet": b"PAR1\x15\x04PAR1",
        "packed.gz": b"\x1f\x8b\x08\x00",
        "prose.txt": b"Oslo and Bergen\n",
    }
    for name, content in files.items():
        if content is None:
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_bytes(content)
    gazetteer.save(tmp_path / "saved")

    def refused(read: Callable[[Path], object], name: str) -> str:
        with pytest.raises(GazetteerError) as told:
            read(tmp_path / name)
        message = str(told.value)
        assert message.startswith(str(tmp_path / name))
        return message.removeprefix(str(tmp_path / name))

    told = {name: refused(Gazetteer.open, name) for name in files if name != "saved"}
    assert told == {
        "folder": ": it is a folder; give the path of a file in it",
        "commas.csv": ": it has cells parted by commas; read it with from_csv",
        "semicolons.csv": ': it has cells parted by ";"; read it with from_csv and sep=";"',
        "tabs.tsv": ": it has cells parted by tabs; read it with from_tsv",
        "lines.jsonl": ": it has JSON; read it with from_jsonl, an object a line",
        "list.json": ": it has a list in JSON; read it with json.load, and give the list to from_records",
        "table.parquet": ": it is a Parquet file; read it with from_parquet",
        "packed.gz": ": it is a compressed file; unpack it first",
        "prose.txt": ": it is no gazetteer of factbox; open what save wrote; other lists are read with from_csv, "
        "from_tsv, from_jsonl or from_parquet",
    }
    readers = [Gazetteer.from_csv, Gazetteer.from_tsv, Gazetteer.from_jsonl, Gazetteer.from_parquet]
    for read in readers:
        assert refused(read, "saved") == ": it is a saved gazetteer; open it with Gazetteer.open"
        assert refused(read, "folder") == told["folder"]
        assert refused(read, "packed.gz") == told["packed.gz"]
    for read in readers[:3]:
        assert refused(read, "table.parquet") == told["table.parquet"]
    assert refused(Gazetteer.from_csv, "lines.jsonl") == told["lines.jsonl"]
    assert refused(Gazetteer.from_jsonl, "commas.csv") == told["commas.csv"]


def test_metadata_comes_back_with_the_mention() -> None:
    records = [{"name": "Oslo", "country": "NO", "inhabitants": 709037, "old": ["Christiania"], "river": None}]
    with pytest.raises(GazetteerError, match='"country" is unknown'):
        Gazetteer.from_records(records)
    with pytest.raises(GazetteerError, match='"inhabitants" is unknown'):
        Gazetteer.from_records(records, metadata=["country"])
    oslo = Gazetteer.from_records(records, metadata="all")
    further = {"country": "NO", "inhabitants": 709037, "old": ["Christiania"]}
    [mention] = factbox.match_entities("in Oslo", oslo)
    assert mention.metadata == further
    assert mention.to_dict()["metadata"] == further
    assert oslo["~Oslo"] == {"id": "~Oslo", "label": "MISC", "name": "Oslo", "aliases": [], **further}
    again = pickle.loads(pickle.dumps(mention))
    assert again == mention
    assert hash(again) == hash(mention)
    assert pickle.loads(pickle.dumps(oslo))["~Oslo"] == oslo["~Oslo"]
    assert factbox.match_entities("in Oslo", Gazetteer.from_records([{"name": "Oslo"}]))[0].metadata is None


def test_rules_for_case_of_single_names() -> None:
    records = [{"name": "World Health Organization", "aliases": [{"name": "WHO", "case": "upper"}, "the agency"]}]
    who = Gazetteer.from_records(records)
    found = EntityMatcher(who, case="any").find("WHO, who, Who, The Agency, world health organization")
    assert [mention.text for mention in found] == ["WHO", "The Agency", "world health organization"]
    assert who["~World Health Organization"]["aliases"] == records[0]["aliases"]
    with pytest.raises(GazetteerError, match='record 0: "loud" is no rule'):
        Gazetteer.from_records([{"name": "X", "case": "loud"}])


def test_add_and_remove() -> None:
    ports = Gazetteer.from_records([{"id": str(n), "name": f"Port {n}"} for n in range(50)])
    before = EntityMatcher(ports)
    ports.add([{"id": "x", "name": "Port Selda"}])
    ports.remove(["7", "8"])
    text = "Port 7, Port 9, Port Selda"
    assert [mention.text for mention in EntityMatcher(ports).find(text)] == ["Port 9", "Port Selda"]
    assert [mention.text for mention in before.find(text)] == ["Port 7", "Port 9"]
    assert len(ports) == 49
    assert "7" not in ports
    with pytest.raises(GazetteerError, match=r'record 1: the id "9" is there already .*; remove'):
        ports.add([{"id": "y", "name": "Y"}, {"id": "9", "name": "Z"}])
    with pytest.raises(GazetteerError, match='the id "7": no entity has it'):
        ports.remove(["9", "7"])
    assert "y" not in ports
    assert "9" in ports
    both = ports + Gazetteer.from_records([{"id": "9", "name": "Pier 9"}, {"id": "z", "name": "Quay"}])
    assert len(both) == 50
    assert both["9"]["name"] == "Pier 9"
    assert [mention.text for mention in EntityMatcher(both).find("Port 9, Pier 9, Quay")] == ["Pier 9", "Quay"]


def test_tables(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [
        {"id": "un", "label": "ORG", "name": "United Nations", "aliases": ["UN", "U.N."], "seats": 193},
        {"id": None, "label": None, "name": "Hope", "aliases": None, "seats": None},
    ]
    expected = Gazetteer.from_records(rows, metadata=["seats"])
    table = pyarrow.Table.from_pylist(rows)
    parquet.write_table(table, tmp_path / "names.parquet")
    coded = table.set_column(1, "label", table["label"].dictionary_encode())
    joined = table.set_column(3, "aliases", pyarrow.array(["UN|U.N.", None], pyarrow.large_string()))
    seen: list[int] = []
    for made in [
        Gazetteer.from_arrow(table, metadata="all", progress=seen.append),
        Gazetteer.from_arrow(coded, metadata="all"),
        Gazetteer.from_arrow(joined, metadata=["seats"]),
        Gazetteer.from_parquet(tmp_path / "names.parquet", metadata="all"),
    ]:
        assert [made[key] for key in made] == [expected[key] for key in expected]
    assert seen == [2]
    with pytest.raises(GazetteerError, match='the column "seats" is unknown'):
        Gazetteer.from_arrow(table)
    parquet.write_table(pyarrow.table({"name": ["A", None]}), tmp_path / "names.parquet")
    with pytest.raises(GazetteerError, match=r"names\.parquet, row 1: the record has no name"):
        Gazetteer.from_parquet(tmp_path / "names.parquet")
    with pytest.raises(GazetteerError, match='"name" is of type'):
        Gazetteer.from_arrow(pyarrow.table({"name": [1]}))
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        Gazetteer.from_arrow([1])  # type: ignore[arg-type]


def test_lenient_reading_says_what_it_left_out(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("id,name,case\nx,A,\ny\nx,B,\nz,,\nw,C,loud\nv,D,any\n", encoding="utf8")
    made = Gazetteer.from_csv(table, strict=False)
    assert list(made) == ["x", "v"]
    assert [(place.rpartition("/")[2], problem) for place, problem in made.left_out] == [
        ("a.csv, line 3", "1 columns where the header has 3"),
        ("a.csv, line 4", 'the id "x" is given twice (field id)'),
        ("a.csv, line 5", "the record has no name (field name)"),
        ("a.csv, line 6", '"loud" is no rule for case (field case)'),
    ]
    records = [{"name": "A"}, {"name": 5}, {"name": "A"}, {"name": "B", "x": 1}, {"name": "C", "aliases": [5]}]
    made = Gazetteer.from_records(records, strict=False)  # type: ignore[arg-type]
    assert list(made) == ["~A"]
    assert [place for place, _ in made.left_out] == ["record 1", "record 3", "record 4"]
    lines = tmp_path / "a.jsonl"
    lines.write_bytes(b'{"name": "A"}\n{"name": }\n\xff\n{"name": "B", "seats": 3}\n')
    made = Gazetteer.from_jsonl(lines, strict=False, metadata=["seats"])
    assert list(made) == ["~A", "~B"]
    assert [place.rpartition("/")[2] for place, _ in made.left_out] == ["a.jsonl, line 2, column 10", "a.jsonl, line 3"]
    assert made["~B"]["seats"] == 3


def test_long_reading_says_how_far_it_is(tmp_path: Path) -> None:
    count = 150_000
    told: list[int] = []

    def stop(read: int) -> None:
        told.append(read)
        raise InterruptedError

    records = [{"name": f"Zarn {number}"} for number in range(count)]
    table, lines = tmp_path / "a.csv", tmp_path / "a.jsonl"
    table.write_text("\n".join(["name", *(record["name"] for record in records)]), encoding="utf8")
    lines.write_text("\n".join(json.dumps(record) for record in records), encoding="utf8")
    for read in [
        lambda progress: Gazetteer.from_records(records, progress=progress),
        lambda progress: Gazetteer.from_csv(table, progress=progress),
        lambda progress: Gazetteer.from_tsv(table, progress=progress),
        lambda progress: Gazetteer.from_jsonl(lines, progress=progress),
    ]:
        told.clear()
        assert len(read(told.append)) == count
        assert len(told) > 2
        assert told == sorted(told)
        assert told[-1] == count
        told.clear()
        with pytest.raises(InterruptedError):
            read(stop)
        assert len(told) == 1


def test_metadata_has_to_be_a_column(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("name,seats\nA,3\n", encoding="utf8")
    with pytest.raises(GazetteerError, match=r'called "seat", which metadata names; .*: name, seats'):
        Gazetteer.from_csv(table, metadata=["seats", "seat"])


def test_other_separators(tmp_path: Path) -> None:
    table = tmp_path / "names"
    table.write_text('name\tlabel\tflag\nThe "Star"\tSHIP\tPA\n', encoding="utf8")
    assert Gazetteer.from_tsv(table, metadata=["flag"])['~The "Star"'] == {
        "id": '~The "Star"',
        "label": "SHIP",
        "name": 'The "Star"',
        "aliases": [],
        "flag": "PA",
    }
    table.write_text("name;label\nOslo;PLACE\n", encoding="utf8")
    assert Gazetteer.from_csv(table, sep=";")["~Oslo"]["label"] == "PLACE"
    with pytest.raises(GazetteerError, match="sep is"):
        Gazetteer.from_csv(table, sep='"')


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


@pytest.mark.parametrize(
    ("columns", "metadata", "message"),
    [
        ({"id": ["a"]}, (), 'the table: no column is called "name"'),
        ({"name": ["A"]}, ["seats"], 'no column is called "seats", which metadata names'),
        ({"name": ["A"], "aliases": [[1]]}, (), 'the column "aliases" is of type List.*not text or lists of it'),
        ({"name": ["A"], "case": ["loud"]}, (), 'row 0: "loud" is no rule for case; write smart'),
    ],
)
def test_unusable_tables(columns: dict[str, list[Any]], metadata: list[str], message: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    with pytest.raises(GazetteerError, match=message):
        Gazetteer.from_arrow(pyarrow.table(columns), metadata=metadata)


def test_an_id_may_be_removed_twice_in_one_call() -> None:
    names = Gazetteer.from_records([{"id": "a", "name": "A"}, {"id": "b", "name": "B"}])
    names.remove(["a", "a"])
    assert list(names) == ["b"]


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


def test_one_is_one() -> None:
    one = Gazetteer.from_records([{"name": "Oslo"}])
    assert repr(one) == "<Gazetteer of 1 entity>"
    assert repr(EntityMatcher(one)) == "<EntityMatcher of 1 entity>"
    assert repr(EntityMatcher(one).find_many(["in Oslo"])) == "<Table mentions: 1 row, 10 columns>"
    assert repr(one + Gazetteer.from_records([{"name": "Bergen"}])) == "<Gazetteer of 2 entities>"


def test_explain(gazetteer: Gazetteer) -> None:
    matcher = EntityMatcher(gazetteer)
    text = "The UN, SUNY; un. Write to UN@unis.org. Hope."
    assert matcher.explain(text, "UN").splitlines()[0] == '4-6 "UN": found'
    assert 'inside a longer word: "SUNY' in matcher.explain(text, "UN")
    assert "address" in matcher.explain(text, "UN")
    assert matcher.explain("nothing", "UN") == 'the text does not have the letters of "UN"'
    with pytest.raises(GazetteerError, match="no entity has it"):
        matcher.explain(text, "EU")


@pytest.mark.parametrize(
    ("names", "text", "options", "reason"),
    [
        (["UN"], "the un", {}, 'the name "UN" is in capitals, and the text is not (case "smart")'),
        (["Oslo"], "in oslo", {}, 'the name "Oslo" has a capital where the text has none (case "smart")'),
        (["Oslo"], "in OSLO", {"case": "exact"}, 'the name "Oslo" has other capitals, and case is "exact"'),
        (["Hope"], "Hope is rare", {}, "it is a common word too, and the text has it as a name nowhere"),
        (["Zürich"], "in Zurich", {"fold": False}, 'the name "Zürich" has other letters or marks, and fold is False'),
        (["York", "New York"], "in New York", {}, 'another name stands there: "New York"'),
        (["Oslo"], "Oslonian", {}, 'inside a longer word: "Oslonian"'),
        (["Oslo Town"], "in Oslo Twon", {"max_edits": 1}, 'found: a letter from the name "Oslo Town"'),
        (["UN"], "in un", {"max_edits": 1}, 'the name "UN" is in capitals'),
        (["Oslo Town"], "in oslo twon", {"max_edits": 1}, 'near the name "Oslo Town", but without capitals'),
        (
            ["Zarnov"],
            "in Zarnow",
            {"max_edits": 1},
            'near the name "Zarnov", but letters may be wrong in names of several',
        ),
        (["Oslo Town"], "at https://x.org/Oslo-Twon", {"max_edits": 1}, "inside a web or e-mail address"),
        (
            ["Zarnovskaville"],
            "Zarnovskavilles",
            {"max_edits": 1},
            'near the name "Zarnovskaville", but it may be the name\'s',
        ),
        (["Qasem Zarn"], "met Kassem Zarn", {"transliterate": True}, 'found: 2 letters from the name "Qasem Zarn"'),
        (
            ["Amu"],
            "met Emo",
            {"transliterate": True},
            'near the name "Amu", but other spellings are those of names with 4',
        ),
        (["Zürich"], "in ZÜRICH", {"fold": False}, 'the name "Zürich" has other capitals, and fold is False'),
    ],
)
def test_explain_says_which_reason(names: list[str], text: str, options: dict[str, Any], reason: str) -> None:
    matcher = EntityMatcher(Gazetteer.from_records([{"name": name} for name in names]), **options)
    reasons = [line.partition(": ")[2] for line in matcher.explain(text, names[0]).splitlines()]
    assert [one for one in reasons if one.startswith(reason)]
    assert len(reasons) == 1 + ("it may be the name's" in reason)


def test_explain_tells_of_all_names_of_an_entity(gazetteer: Gazetteer) -> None:
    assert EntityMatcher(gazetteer).explain("the U.N. and the United Nations", "UN").splitlines() == [
        '4-8 "U.N.": found, by the name "U.N."',
        '17-19 "Un": inside a longer word: "United"',
        '17-31 "United Nations": found, by the name "United Nations"',
    ]
    twins = Gazetteer.from_records(
        [{"id": "a", "name": "Georgia"}, {"id": "b", "name": "Sakartvelo", "aliases": ["Georgia"]}]
    )
    assert EntityMatcher(twins).explain("in Georgia", "Sakartvelo") == (
        '3-10 "Georgia": found, as one that it may mean; the first is "a"'
    )


def test_names_with_letters_wrong_have_candidates() -> None:
    names = ["Jamie Foxworth", "Jaimie Foxworth", "Jamie Foxworth"]
    people = Gazetteer.from_records([{"id": str(index), "name": name} for index, name in enumerate(names)])
    [mention] = EntityMatcher(people, max_edits=2).find("met Jamie Foxwort yesterday")
    assert (mention.entity, mention.candidates, mention.method) == ("0", ("2", "1"), "fuzzy")
    accented = Gazetteer.from_records([{"name": "Zürich Falls"}])
    for fold, method in [(True, "exact"), (False, "fuzzy")]:
        [mention] = EntityMatcher(accented, max_edits=1, fold=fold).find("in Zurich Falls")
        assert mention.method == method


def test_explain_knows_the_rule_of_a_name() -> None:
    who = Gazetteer.from_records([{"name": "WHO", "case": "upper"}])
    assert 'is for capitals only (case "upper")' in EntityMatcher(who, case="any").explain("so who", "WHO")


def test_names_inside_words() -> None:
    names = Gazetteer.from_records([{"name": "Iran"}, {"name": "Zürich"}, {"name": "straße"}, {"name": "Iranian oil"}])
    matcher = EntityMatcher(names, boundaries="none")
    text = "Iranians, NeuZu\u0308rich, Hauptstrasse, iran; the Iranian oilmen"
    assert [mention.text for mention in matcher.find(text)] == ["Iran", "Zu\u0308rich", "strasse", "Iranian oil"]
    found = EntityMatcher(names, boundaries="none", overlaps="all", case="any").find(text)
    assert [mention.text for mention in found] == ["Iran", "Zu\u0308rich", "strasse", "iran", "Iran", "Iranian oil"]


def test_letters_that_are_wrong() -> None:
    names = ["Ukrainian Airlines", "Jamie Foxworth", "Ministry of Trade", "Mali", "Syria"]
    gazetteer = Gazetteer.from_records([{"name": name} for name in names])
    matcher = EntityMatcher(gazetteer, max_edits=1)
    for written, name in [
        ("Ukranian Airlines", "Ukrainian Airlines"),
        ("Ukrainian Airliens", "Ukrainian Airlines"),
        ("UkrainianAirlines", "Ukrainian Airlines"),
        ("Jaime Foxworth", "Jamie Foxworth"),
        ("Minstry of Trade", "Ministry of Trade"),
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


def test_one_matcher_for_all_threads(gazetteer: Gazetteer) -> None:
    matcher = EntityMatcher(gazetteer)
    texts = [f"The UN and ship {n} Selda Star " * 50 for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(matcher.find, texts)) == [matcher.find(text) for text in texts]


def test_find_many_takes_no_single_text() -> None:
    with pytest.raises(TypeError, match="one str; give a list"):
        factbox.EntityMatcher(factbox.world()).find_many("Talks in Tehran.")
