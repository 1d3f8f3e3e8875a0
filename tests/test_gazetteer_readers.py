"""Lists from records, CSV, TSV, JSON lines, Arrow and Parquet, and what is said of those that cannot be read."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factbox import Gazetteer, GazetteerError


def test_files(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text(
        'id,label,name,aliases\nun,ORG,"United Nations",UN|U.N.\nmv-selda,SHIP,Selda Star,\n', encoding="utf8"
    )
    lines = tmp_path / "names.jsonl"
    lines.write_text(
        '{"id": "un", "label": "ORG", "name": "United Nations", "aliases": ["UN", "U.N."]}\n\n', encoding="utf8"
    )
    expected = {"id": "un", "label": "ORG", "name": "United Nations", "aliases": ["UN", "U.N."]}
    assert Gazetteer.from_csv(table)["un"] == Gazetteer.from_jsonl(str(lines))["un"] == expected
    assert len(Gazetteer.from_csv(table)) == 2


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


def test_empty_cells_of_a_data_frame_are_no_fields() -> None:
    pandas = pytest.importorskip("pandas")
    empty = {"id": math.nan, "label": pandas.NA, "aliases": math.nan, "case": None, "country": pandas.NaT}
    read = Gazetteer.from_records([{"name": "Oslo", **empty}], metadata=["country"])
    assert read["~Oslo"] == {"id": "~Oslo", "label": "MISC", "name": "Oslo", "aliases": []}
    with pytest.raises(GazetteerError, match="name"):
        Gazetteer.from_records([{"name": math.nan}])


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


def test_a_field_that_metadata_names_has_to_be_in_a_record(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"name": "A", "seats": 3}\n{"name": "B"}\n', encoding="utf8")
    records = [{"name": "A", "seats": 3}, {"name": "B", "river": None}]
    for read, place, names in [
        (lambda **how: Gazetteer.from_jsonl(lines, **how), str(lines), ["seats", "seat"]),
        (lambda **how: Gazetteer.from_records(records, **how), "the records", ["seats", "river", "seat"]),
    ]:
        with pytest.raises(GazetteerError, match='no record has the field "seat", which metadata names; write it as'):
            read(metadata=names)
        made = read(metadata=names, strict=False)
        assert list(made) == ["~A", "~B"]
        assert made.left_out == [(place, 'no record has the field "seat", which metadata names')]
        assert read(metadata=names[:-1]).left_out == []
    lines.write_text("", encoding="utf8")
    assert list(Gazetteer.from_jsonl(lines, metadata=["seat"])) == []
    few = Gazetteer.from_records([], metadata=["seat"])
    few.add([{"name": "A"}], metadata=["seat"])
    assert list(few) == ["~A"]


def test_metadata_has_to_be_a_column(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("name,seats\nA,3\n", encoding="utf8")
    with pytest.raises(GazetteerError, match=r'called "seat", which metadata names; .*: name, seats'):
        Gazetteer.from_csv(table, metadata=["seats", "seat"])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"nowhere\.csv: .*; check the path"):
        Gazetteer.from_csv(tmp_path / "nowhere.csv")


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
    assert refused(Gazetteer.from_parquet, "prose.txt").startswith(": it is no Parquet file; other lists are read with")
    for read in readers[:3]:
        assert refused(read, "table.parquet") == told["table.parquet"]
    assert refused(Gazetteer.from_csv, "lines.jsonl") == told["lines.jsonl"]
    assert refused(Gazetteer.from_jsonl, "commas.csv") == told["commas.csv"]


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
