"""Many documents as tables: the same rows as one by one, whatever they come from and whoever reads them."""

import copy
import csv
import html.parser
import itertools
import json
import math
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import factbox
import pytest
from factbox import Tables, analyze_batches, analyze_many
from hypothesis import given, settings
from hypothesis import strategies as st

TEXTS = [
    "Prime Minister Imad Khamis met officials in Tehran. Over 11 million fled, Khamis said.",
    "",
    "Rice rose by 12 percent, to $1.40 per kilogram. Über 5 cafés “closed”, 😀 he said.",
    "Dozens of people died.\n\nNobody was hurt.",
    "Nothing happened.",
]
KINDS = ("sentences", "mentions", "figures", "errors")


def rows(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    return {kind: getattr(tables, kind).to_dicts() for kind in KINDS}


def one_by_one(texts: Iterable[str | None], ids: Iterable[Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows as `analyze` gives them."""
    made: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}

    def words(span: factbox.Span | None) -> str | None:
        return None if span is None else span.text

    def plain(record: factbox.Span, columns: str) -> dict[str, Any]:
        return {name: getattr(record, name) for name in columns.split()}

    for doc, text in zip(ids, texts, strict=True):
        report = factbox.analyze(text or "")
        for n, sentence in enumerate(report.sentences):
            made["sentences"].append({"doc": doc, "sentence": n, **plain(sentence, "start end paragraph text")})
        for n, mention in enumerate(report.mentions):
            columns = "sentence start end text label entity name method role score"
            made["mentions"].append({"doc": doc, "mention": n, **plain(mention, columns)})
        for n, figure in enumerate(report.figures):
            row = plain(figure, "sentence start end text kind value low high bound trend unit noun about event source")
            row |= {name: words(row[name]) for name in ("noun", "about", "source")}
            made["figures"].append({"doc": doc, "figure": n, **row, "source_entity": figure.source_entity})
    return made


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.none() | st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=["Cs"])), max_size=12),
    st.integers(1, 4),
    st.integers(1, 5),
)
def test_the_rows_are_those_of_analyze(texts: list[str | None], threads: int, batch_size: int) -> None:
    ids = [f"n{number}" for number in range(len(texts))]
    expected = one_by_one(texts, ids)
    assert rows(analyze_many(texts, ids=ids, threads=threads)) == expected
    batches = list(analyze_batches(iter(texts), ids=ids, batch_size=batch_size, threads=threads))
    assert [batch.documents for batch in batches] == [
        len(texts[at : at + batch_size]) for at in range(0, len(texts), batch_size)
    ]
    assert {kind: [row for batch in batches for row in rows(batch)[kind]] for kind in KINDS} == expected


def test_many_shares_keep_the_order() -> None:
    texts = [f"{'Nothing happened. ' * (37 * number % 1900)}Some {number} people fled." for number in range(500)]
    [many, few] = [analyze_many(texts, threads=threads) for threads in (3, 1)]
    assert rows(many) == rows(few)
    assert many == few
    assert [(row["doc"], row["value"]) for row in many.figures.to_dicts()] == [(n, float(n)) for n in range(500)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.sampled_from(TEXTS), max_size=6), st.lists(st.sampled_from(TEXTS), max_size=6))
def test_tables_compare_by_what_is_in_them(texts: list[str | None], others: list[str]) -> None:
    tables, again, other = analyze_many(texts), analyze_many(texts, threads=1), analyze_many(others)
    assert tables == again
    assert hash(tables) == hash(again)
    assert (tables == other) == (len(texts) == len(others) and rows(tables) == rows(other))
    for kind in KINDS:
        table, its_other = getattr(tables, kind), getattr(other, kind)
        assert table == getattr(again, kind)
        assert hash(table) == hash(getattr(again, kind))
        assert (table == its_other) == (table.to_dicts() == its_other.to_dicts())


def test_tables_are_equal_however_their_rows_are_parted() -> None:
    texts = [f"{'Nothing happened. ' * 1000}Some {number} people fled." for number in range(40)]
    whole = analyze_many(texts)
    alone = [analyze_many([text], ids=[number]) for number, text in enumerate(texts)]
    parted = factbox.Table._from_bytes(*joined([each.figures for each in alone]))
    assert parted == whole.figures
    assert len(parted.to_arrow().to_batches()) == 40 > len(whole.figures.to_arrow().to_batches())
    assert parted != factbox.Table._from_bytes(*joined([each.figures for each in [*alone[:-1], alone[0]]]))


def joined(tables: list[factbox.Table]) -> tuple[Any, ...]:
    """The state of a table that has the batches of several."""
    states = [table.__reduce__()[1] for table in tables]
    return (*states[0][:2], [batch for state in states for batch in state[2]])


def test_what_differs_is_not_equal() -> None:
    tables = analyze_many(TEXTS)
    assert tables != analyze_many(TEXTS, ids=[1, 2, 3, 4, 5])
    assert tables.figures != analyze_many(TEXTS, ids=list("01234")).figures
    assert tables.figures != tables.mentions
    assert analyze_many([]).figures != analyze_many([]).errors
    assert analyze_many([]) != analyze_many([None])
    assert tables != [tables.sentences]
    with pytest.raises(AttributeError):
        tables.documents = 3  # type: ignore[misc]


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_tables_pickle(protocol: int) -> None:
    texts: Any = [*TEXTS, None, 5] * 3
    for tables in (analyze_many(texts), analyze_many(texts, ids=[f"é{n}" for n in range(21)]), analyze_many([])):
        [back, copied] = pickle.loads(pickle.dumps(tables, protocol)), copy.deepcopy(tables)
        assert back == copied == tables
        assert rows(back) == rows(tables)
        assert back.figures.to_arrow().equals(tables.figures.to_arrow())
        assert repr(back) == repr(tables)
    table = factbox.EntityMatcher(factbox.world()).find_many(["In Tehran."])
    assert pickle.loads(pickle.dumps(table)).to_dicts() == table.to_dicts() != []


def test_a_damaged_pickle_is_an_error() -> None:
    make, (name, columns, batches) = analyze_many(TEXTS).figures.__reduce__()
    [(count, buffers), *rest] = batches
    for damaged in ([(count + 5, buffers)], [(count, buffers[:-1])], [(count, [(None, [b"\xff"])] * len(buffers))]):
        with pytest.raises(factbox.FactboxError, match="damaged"):
            make(name, columns, [*damaged, *rest])


def test_tables_turn_into_plain_types() -> None:
    tables = analyze_many(TEXTS, ids=list("abcde"))
    plain = json.loads(json.dumps(tables.to_dict(), allow_nan=False))
    assert plain.pop("documents") == 5
    for kind in KINDS:
        table = getattr(tables, kind)
        assert list(plain[kind]) == table.columns
        finite = [{name: None if value in (math.inf, -math.inf) else value for name, value in row.items()}
                  for row in table.to_dicts()]  # fmt: skip
        assert [dict(zip(plain[kind], row, strict=True)) for row in zip(*plain[kind].values(), strict=True)] == finite
    assert None in plain["figures"]["high"]


def test_documents_are_called_by_position_or_id() -> None:
    texts = ["Five fled.", "Six fled."]

    def docs(**options: Any) -> list[Any]:
        return [row["doc"] for row in analyze_many(texts, **options).figures.to_dicts()]

    assert docs() == [0, 1]
    assert docs(ids=[7, -(2**63)]) == [7, -(2**63)]
    assert docs(ids=("b", "a\ud800")) == ["b", "a�"]
    assert docs(ids=itertools.count(5)) == [5, 6]


@pytest.mark.parametrize(
    ("ids", "error", "told"),
    [
        ([1], factbox.FactboxError, "2 texts and 1 ids"),
        (iter([1]), factbox.FactboxError, "more texts than ids"),
        ([1, "a"], factbox.FactboxError, r"ids\[1\] is str"),
        ([2**63, 1], factbox.FactboxError, "beyond 64 bits"),
        ([1.5, 2], TypeError, r"ids\[0\] must be a str or an int, not float"),
        ([1, None], TypeError, r"ids\[1\] must be"),
        ("ab", TypeError, "ids must be a list"),
    ],
)
def test_ids_that_will_not_do(ids: Any, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        analyze_many(["Five fled.", "Six fled."], ids=ids)


def test_ids_left_over_are_told_where_their_number_is_known() -> None:
    def texts() -> Iterator[str]:
        yield from ("Five fled.", "Six fled.")

    for ids in ([1, 2, 3], dict.fromkeys("abc").keys(), range(3)):
        with pytest.raises(factbox.FactboxError, match="2 texts and 3 ids"):
            analyze_many(texts(), ids=ids)
    assert analyze_many(texts(), ids=iter([1, 2, 3])).documents == 2
    batches = analyze_batches(texts(), ids=[1, 2, 3], batch_size=1)
    assert [next(batches).documents, next(batches).documents] == [1, 1]
    with pytest.raises(factbox.FactboxError, match="2 texts and 3 ids"):
        next(batches)


def test_an_exception_stands_for_a_text_that_could_not_be_had() -> None:
    class OddError(Exception):
        def __str__(self) -> str:
            raise ValueError("no words")

    texts = ["Five fled.", OSError(2, "no such page"), ValueError("gone \ud800"), OddError(), TimeoutError()]
    tables = analyze_many(texts, ids=list("abcde"))
    assert tables.documents == 5
    assert [(row["doc"], row["error"].rstrip("\ufffd")) for row in tables.errors.to_dicts()] == [
        ("b", "[Errno 2] no such page"),
        ("c", "gone "),
        ("d", "ValueError: no words"),
        ("e", "TimeoutError"),
    ]


def test_what_cannot_be_read_is_an_error_of_its_own() -> None:
    texts: Any = ["Five fled.", 5, None, float("nan"), b"Six fled.", "Seven \ud800 fled."]
    tables = analyze_many(texts, ids=list("abcdef"))
    assert [(row["doc"], row["value"]) for row in tables.figures.to_dicts()] == [("a", 5.0), ("f", 7.0)]
    assert tables.sentences.to_dicts()[-1] == {
        "doc": "f", "sentence": 0, "start": 0, "end": 13, "paragraph": 0, "text": "Seven � fled."
    }  # fmt: skip
    [number, raw] = tables.errors.to_dicts()
    assert (number["doc"], raw["doc"]) == ("b", "e")
    assert number["error"].startswith("text must be str, not int")
    assert raw["error"].startswith("text must be str, not bytes")
    assert tables.documents == 6


def test_an_error_of_the_iterable_is_raised_and_ends_the_batches() -> None:
    def texts() -> Iterator[str]:
        yield "Five fled."
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        analyze_many(texts())
    batches = analyze_batches(texts(), batch_size=1, threads=1)
    with pytest.raises(OSError, match="gone"):
        list(batches)
    assert list(batches) == []


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"texts": "Five fled."}, TypeError, "one str"),
        ({"texts": 5}, TypeError, "texts must be"),
        ({"texts": {"a": "b"}}, TypeError, "texts must be"),
        ({"threads": 0}, factbox.FactboxError, "threads is 0"),
        ({"threads": "2"}, TypeError, "threads must be"),
        ({"lang": "xx"}, factbox.LanguageError, "xx"),
        ({"progress": 3}, TypeError, "progress must be"),
        ({"gazetteer": []}, TypeError, "gazetteer must be"),
    ],
)
def test_wrong_arguments(options: dict[str, Any], error: type[Exception], told: str) -> None:
    for function in (analyze_many, analyze_batches):
        with pytest.raises(error, match=told):
            function(**{"texts": [], **options})
    with pytest.raises(factbox.FactboxError, match="batch_size is 0"):
        analyze_batches([], batch_size=0)


def test_names_of_ones_own_go_first() -> None:
    own = factbox.Gazetteer.from_records([{"id": "t", "label": "CITY", "name": "Tehran"}])
    [mention] = analyze_many(["Talks in Tehran."], gazetteer=own).mentions.to_dicts()
    assert (mention["label"], mention["entity"]) == ("CITY", "t")


def test_nothing_at_all_has_columns_still() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    tables = analyze_many([])
    assert (tables.documents, len(tables.figures), list(analyze_batches([]))) == (0, 0, [])
    for kind in KINDS:
        table = pyarrow.table(getattr(tables, kind))
        assert table.column_names == getattr(tables, kind).columns
        assert pyarrow.schema(getattr(tables, kind)) == table.schema


def series() -> dict[str, Callable[[list[str | None]], Any]]:
    """Each way of handing over a column of text."""

    def pandas(dtype: str) -> Callable[[list[str | None]], Any]:
        return lambda texts: pytest.importorskip("pandas").Series(texts, dtype=dtype)

    def pyarrow(kind: str) -> Callable[[list[str | None]], Any]:
        arrow = pytest.importorskip("pyarrow")
        kinds = {"dictionary": lambda: arrow.dictionary(arrow.int16(), arrow.string())}
        return lambda texts: arrow.array(texts, kinds.get(kind, lambda: getattr(arrow, kind)())())

    return {
        "list": list,
        "generator": iter,
        "polars": lambda texts: pytest.importorskip("polars").Series(texts, dtype=pytest.importorskip("polars").String),
        "pandas str": pandas("str"),
        "pandas object": pandas("object"),
        "pandas string": pandas("string"),
        "pandas category": pandas("category"),
        "pyarrow string": lambda texts: pyarrow("string")(texts),
        "pyarrow large": lambda texts: pyarrow("large_string")(texts),
        "pyarrow view": lambda texts: pyarrow("string_view")(texts),
        "pyarrow dictionary": lambda texts: pyarrow("dictionary")(texts),
        "pyarrow parts": lambda texts: pytest.importorskip("pyarrow").chunked_array(
            [pyarrow("string")(texts[:2]), pyarrow("string")([]), pyarrow("string")(texts[2:])]
        ),
        "pyarrow part": lambda texts: pyarrow("string")(["Ten fled.", *texts])[1:],
    }


@pytest.mark.parametrize("name", series())
def test_columns_of_any_library_are_texts(name: str) -> None:
    texts = [*TEXTS, None, *TEXTS * 3]
    expected = rows(analyze_many(texts))
    given = series()[name]
    assert rows(analyze_many(given(texts))) == expected
    batches = list(analyze_batches(given(texts), batch_size=4))
    assert [batch.documents for batch in batches] == [4, 4, 4, 4, 4, 1]
    assert [row for batch in batches for row in batch.figures.to_dicts()] == expected["figures"]


@pytest.mark.parametrize("make", [lambda arrow: arrow.table({"text": TEXTS}), lambda arrow: arrow.array([1, 2])])
def test_tables_and_numbers_are_no_texts(make: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError, match=r"texts is a (table|column of Int64)"):
        analyze_many(make(pytest.importorskip("pyarrow")))


def test_a_data_frame_is_no_texts() -> None:
    pandas = pytest.importorskip("pandas")
    for columns in ({"text": TEXTS}, {"text": ["Five fled.", 5]}):
        with pytest.raises(TypeError, match=r"texts is a table \(DataFrame\)"):
            analyze_many(pandas.DataFrame(columns))


@pytest.mark.parametrize("piece", ['"', "(", "“", "5 ", "A. ", "to 5 ", "said "])
def test_odd_texts_are_read_on_any_thread(piece: str) -> None:
    assert analyze_many([piece * 200_000] * 2, threads=2).documents == 2


def test_other_libraries_take_the_tables() -> None:
    tables = analyze_many(TEXTS, ids=["a", "b", "c", "d", "e"])
    expected = tables.figures.to_dicts()
    assert tables.figures.to_arrow().to_pylist() == expected
    assert tables.figures.to_polars().to_dicts() == expected
    frame = tables.figures.to_pandas()
    assert list(frame.columns) == tables.figures.columns
    assert frame["value"].isna().tolist() == [row["value"] is None for row in expected]
    assert frame["text"].tolist() == [row["text"] for row in expected]


def test_duckdb_asks_the_table_itself() -> None:
    duckdb = pytest.importorskip("duckdb")
    figures = analyze_many(TEXTS).figures
    [(count,)] = duckdb.sql("select count(*) from figures where kind = 'money'").fetchall()
    assert count == sum(row["kind"] == "money" for row in figures.to_dicts()) == 1


def test_files_hold_the_tables(tmp_path: Path) -> None:
    tables = analyze_many([*TEXTS, 'He said "five, or 6"\nfled.'], ids=[f"r{n}" for n in range(6)])
    tables.write_csv(tmp_path / "new" / "csv")
    tables.write_parquet(str(tmp_path / "parquet"))
    for kind in KINDS:
        expected = getattr(tables, kind).to_dicts()
        with (tmp_path / "new" / "csv" / f"{kind}.csv").open(newline="", encoding="utf-8") as file:
            read = list(csv.DictReader(file))
        assert len(read) == len(expected)
        for got, row in zip(read, expected, strict=True):
            for name, value in row.items():
                same = (
                    float(got[name]) == value
                    if isinstance(value, float)
                    else got[name] == str("" if value is None else value)
                )
                assert same, (kind, name)
        parquet = pytest.importorskip("pyarrow.parquet")
        assert parquet.read_table(tmp_path / "parquet" / f"{kind}.parquet").to_pylist() == expected
    assert math.inf in [row["high"] for row in tables.figures.to_dicts()]


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "figures.csv").mkdir()
    with pytest.raises(IsADirectoryError):
        analyze_many(TEXTS).write_csv(tmp_path)


def test_progress_counts_documents() -> None:
    told: list[int] = []
    analyze_many(["Five fled."] * 5000, progress=told.append, threads=2)
    assert told[-1] == 5000
    assert told == sorted(told)
    assert len(told) > 2


def test_progress_is_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    analyze_many(["Five fled."] * 10, progress=True)
    assert "10.0/10.0" in capsys.readouterr().err
    analyze_many(["Five fled."] * 10, progress=False)
    assert capsys.readouterr().err == ""


class Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)


def test_notebooks_show_the_first_rows_escaped() -> None:
    tables = analyze_many(["<script>alert(5)</script> killed 5 people.", *["Six <b>fled</b>."] * 30], ids=["<i>"] * 31)
    for shown in (tables._repr_html_(), tables.figures._repr_html_()):
        reader = Reader()
        reader.feed(shown)
        assert not reader.tags & {"script", "b", "i"}
        assert "figures: 31 rows, the first 10 shown" in shown
    assert repr(tables) == "<Tables of 31 documents: 31 sentences, 0 mentions, 31 figures, 0 errors>"
    assert repr(tables.figures) == "<Table figures: 31 rows, 18 columns>"


def test_a_generator_of_any_length_is_read_as_it_is_asked_for() -> None:
    taken = 0

    def texts() -> Iterator[str]:
        nonlocal taken
        for number in itertools.count():
            taken = number
            yield "Nothing happened. " * 1000

    batches = analyze_batches(texts(), batch_size=50, threads=2)
    for _ in range(3):
        assert next(batches).documents == 50
    assert taken < 1000


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel for the peak")
def test_memory_stays_flat_however_many_texts_there_are() -> None:
    code = """
import factbox, resource

def texts(megabytes):
    for number in range(megabytes * 50):
        yield f"Some {number} people fled. " + "Nothing happened in the harbour. " * 600

def peak(megabytes):
    for tables in factbox.analyze_batches(texts(megabytes), batch_size=50, threads=2):
        len(tables.sentences)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000

print(peak(10), peak(120))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    few, many = map(int, done.stdout.split())
    assert many - few < 30, "120 MB of texts were read"


def test_threads_of_python_go_on_meanwhile() -> None:
    ticks = 0
    over = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not over.wait(0.001):
            ticks += 1

    ticking = threading.Thread(target=tick)
    ticking.start()
    analyze_many(["Over 11 million people fled Tehran, officials said. " * 20_000] * 2)
    over.set()
    ticking.join()
    assert ticks > 5


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_an_interrupt_is_heard_within_a_long_document() -> None:
    code = (
        "import factbox, sys\n"
        "text = 'Over 11 million people fled Tehran, officials said. ' * 1_000_000\n"
        "print('begun', flush=True)\n"
        "try:\n    factbox.analyze_many([text] * 50)\n"
        "except KeyboardInterrupt:\n    print('heard', flush=True)\n"
    )
    # who runs the tests in the background has the signal ignored
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, preexec_fn=heard) as running:
        assert running.stdout
        assert running.stdout.readline() == "begun\n"
        time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        assert running.stdout.readline() == "heard\n"
        assert running.wait(60) == 0


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_table_in_place_of_texts_is_refused_everywhere(library: str) -> None:
    made = pytest.importorskip(library)
    texts = {"text": ["Five fled Tehran."]}
    table = made.table(texts) if library == "pyarrow" else made.DataFrame(texts)
    matcher = factbox.EntityMatcher(factbox.world())
    for read in (factbox.analyze_many, matcher.find_many):
        with pytest.raises(TypeError, match="give its column of text"):
            read(table)


def test_texts_that_are_all_missing_are_documents_without_rows() -> None:
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    pyarrow = pytest.importorskip("pyarrow")
    for texts in (polars.Series([None, None]), pyarrow.nulls(2), [pandas.NaT, None]):
        tables = factbox.analyze_many(texts)
        assert (tables.documents, len(tables.sentences), len(tables.errors)) == (2, 0, 0)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        (Path("a.txt"), "read the file first"),
        (b"Five fled.", "decode it first"),
        (["Five fled."], "analyze_many"),
        (5, "not int$"),
    ],
)
def test_what_is_no_text_is_refused_with_its_own_mend(text: Any, mend: str) -> None:
    with pytest.raises(TypeError, match=mend):
        factbox.analyze(text)


def test_numbers_out_of_range_are_named() -> None:
    with pytest.raises(factbox.FactboxError, match="threads is 1000000000000000000000000000000; give"):
        factbox.analyze_many([], threads=10**30)
    with pytest.raises(factbox.FactboxError, match="limit is -1; give 0 or more"):
        factbox.analyze_many(["Five fled."]).figures.to_dicts(-1)


@pytest.mark.parametrize(
    ("call", "needed"), [("to_polars", "polars"), ("to_arrow", "pyarrow"), ("to_pandas", "pandas")]
)
def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, call: str, needed: str) -> None:
    monkeypatch.setattr("factbox.files.find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=f"pip install {needed}"):
        getattr(factbox.analyze_many(["Five fled."]).figures, call)()
