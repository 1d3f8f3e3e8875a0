"""The command line over corpora: what it reads, what it writes, and that it goes on where it was stopped."""

import csv
import gzip
import itertools
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import factbox
import pytest
from factbox import cli, corpus, pieces

TEXTS = ["Five people fled.", "Rice rose by 12 percent,\n“they” said.", "Café owners lost $6.5m."]


def figures(folder: Path) -> list[dict[str, str]]:
    with (folder / "figures.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def run(*arguments: str | Path) -> int:
    """The exit status."""
    try:
        return cli.main([*map(str, arguments)])
    except SystemExit as error:
        return int(error.code or 0)


def jsonl(texts: list[Any], **columns: list[Any]) -> bytes:
    rows = [{"text": text, **{name: values[n] for name, values in columns.items()}} for n, text in enumerate(texts)]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_csv(separator: str) -> bytes:
    texts = [f'"{text}"' if separator == "," else text.replace("\n", " ") for text in TEXTS]
    quoted = "".join(f"{n}{separator}{text}\r\n" for n, text in enumerate(texts))
    return f"﻿number{separator}text\r\n{quoted}".encode()


def parquet() -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    sink = pyarrow.BufferOutputStream()
    pytest.importorskip("pyarrow.parquet").write_table(pyarrow.table({"text": TEXTS, "number": [0, 1, 2]}), sink)
    return bytes(sink.getvalue())


def zst(content: bytes) -> bytes:
    return bytes(pytest.importorskip("zstandard").compress(content))


@pytest.mark.parametrize("pack", [lambda content: content, gzip.compress, zst], ids=["", ".gz", ".zst"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.jsonl", lambda: jsonl(TEXTS, number=[0, 1, 2])),
        ("t.csv", lambda: as_csv(",")),
        ("t.tsv", lambda: as_csv("\t")),
        ("T.PARQUET", parquet),
    ],
)
def test_every_kind_of_table_is_read(
    tmp_path: Path, name: str, content: Callable[[], bytes], pack: Callable[[bytes], bytes]
) -> None:
    packed = {gzip.compress: ".gz", zst: ".zst"}.get(pack, "")
    (tmp_path / (name + packed)).write_bytes(pack(content()))
    assert run(tmp_path / (name + packed), "--format", "csv", "-o", tmp_path / "out", "--id-column", "number") == 0
    assert [(row["doc"], row["value"]) for row in figures(tmp_path / "out")] == [
        ("0", "5"), ("1", "12"), ("2", "6500000"),
    ]  # fmt: skip


def test_folders_and_globs_stand_for_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "b.txt").write_text(TEXTS[0], encoding="utf-8")
    (tmp_path / "in" / "deep" / "a.txt.gz").write_bytes(gzip.compress(TEXTS[1].encode()))
    (tmp_path / "in" / "c.jsonl").write_bytes(jsonl(TEXTS[2:]))
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")
    monkeypatch.chdir(tmp_path)
    names = {"in/b.txt": "5", "in/c.jsonl:1": "6500000", "in/deep/a.txt.gz": "12"}
    for number, inputs in enumerate((["in"], ["in/**/*.txt*", "in/c.jsonl"], ["in", "in/b.txt"])):
        assert run(*inputs, "--format", "csv", "-o", f"out{number}") == 0
        assert {row["doc"]: row["value"] for row in figures(Path(f"out{number}"))} == names


FORMS = ["text", "json", "jsonl", "html", "csv", "parquet"]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_read_is_told_whatever_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    lines = jsonl([TEXTS[0], 5, None]) + b'{"text": \n[1]\n\n\xff\n{"body": "Nine fled."}\n{"text": "Ten fled."}\n'
    table = tmp_path / "t.jsonl"
    table.write_bytes(lines)
    short = tmp_path / "short.txt.gz"
    short.write_bytes(gzip.compress(TEXTS[0].encode() * 50)[:-20])
    odd = tmp_path / "odd.csv"
    odd.write_bytes(b'text\nOne fled.\n\xff\n""\n')
    out = tmp_path / "out"
    assert run(table, short, odd, tmp_path / "none*.txt", "--format", form, "-o", out) == 1
    problems = [
        (str(tmp_path / "none*.txt"), "matches no file; check the pattern"),
        (f"{table}:2", "text must be str, not int"),
        (f"{table}:4", "not JSON"),
        (f"{table}:5", "a line must be a JSON object or a text, not list"),
        (f"{table}:7", "not UTF-8"),
        (f"{table}:8", "no column 'text' (there are: body); see --text-column"),
        (str(short), "not readable to its end"),
        (f"{odd}:2", "column 'text': not UTF-8 at byte 0 (0xff)"),
    ]
    told = capsys.readouterr().err.splitlines()
    assert told.pop() == "factbox: 3 documents: 3 sentences, 0 mentions, 2 figures; 2 without a text; 8 not read"
    for line, (doc, why) in zip(told, problems, strict=True):
        assert line.startswith(f"factbox: {doc}: {why}")
    errors: list[dict[str, str]] = []
    if form == "csv":
        with (out / "errors.csv").open(encoding="utf-8", newline="") as file:
            errors = list(csv.DictReader(file))
    elif form == "parquet":
        errors = pytest.importorskip("pyarrow.parquet").read_table(out / "errors").to_pylist()
    assert [f"factbox: {row['doc']}: {row['error']}" for row in errors] == (told if errors else [])
    assert bool(errors) == (form in ("csv", "parquet"))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_wrong_alike_in_many_rows_is_told_a_few_times(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    (tmp_path / "t.jsonl").write_bytes(jsonl(TEXTS) + b'{"body": "Five fled."}\n' * 2000 + b"[5]\n")
    assert run(tmp_path / "t.jsonl", "--format", form, "-o", tmp_path / "out") == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.partition("t.jsonl")[2].partition(": no column")[0] for line in told[:5]] == [
        f":{n}" for n in range(4, 9)
    ]
    assert told[5].startswith(f"factbox: {tmp_path / 't.jsonl'}:2004: a line must be")
    assert told[6].startswith(f"factbox: {tmp_path / 't.jsonl'}: 1,995 more: no column 'text'")
    assert told[7:] == ["factbox: 3 documents: 3 sentences, 0 mentions, 3 figures; 2,001 not read"]


def test_json_is_an_array_of_rows_or_texts_or_one_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"text": TEXTS[0], "n": "a"}, TEXTS[1], None, 5, {"n": 1}, {"text": TEXTS[2]}]
    (tmp_path / "a.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")
    (tmp_path / "b.json.gz").write_bytes(gzip.compress(json.dumps({"text": "Nine fled.", "n": "b"}).encode()))
    (tmp_path / "c.json").write_text('[{"text": "Ten fled."}\n', encoding="utf-8")
    (tmp_path / "d.ndjson").write_text('"Ten fled."\n', encoding="utf-8")
    assert run(tmp_path, "--format", "csv", "-o", tmp_path / "out", "--id-column", "n") == 1
    assert [(row["doc"], row["value"]) for row in figures(tmp_path / "out")] == [
        ("a", "5"), (f"{tmp_path}/a.json:2", "12"), ("b", "9"), (f"{tmp_path}/d.ndjson:1", "10"),
    ]  # fmt: skip
    told = capsys.readouterr().err.splitlines()
    begins = [
        f"{tmp_path}/a.json:4: a value must be a JSON object or a text, not int",
        f"{tmp_path}/a.json:5: no column 'text' (there are: n)",
        f"{tmp_path}/a.json:6: no column 'n' (there are: text)",
        f"{tmp_path}/c.json: not JSON",
        "4 documents: ",
    ]
    assert [line[: len(begin) + 9] for line, begin in zip(told, begins, strict=True)] == [
        f"factbox: {begin}" for begin in begins
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["saved", "names.csv", "names.jsonl"])
def test_names_of_ones_own(tmp_path: Path, form: str, kind: str) -> None:
    path = tmp_path / kind
    record = {"id": "qz", "label": "FERRY", "name": "blue heron", "owner": "Oru Lines"}
    if kind == "saved":
        factbox.Gazetteer.from_records([record], metadata="all").save(path)
    elif kind == "names.csv":
        path.write_text("\n".join([",".join(record), ",".join(record.values())]), encoding="utf-8")
    else:
        path.write_text(json.dumps(record), encoding="utf-8")
    # long enough for several processes
    (tmp_path / "t.jsonl").write_bytes(jsonl(["The blue heron sank. " * 5000] * 8))
    out = tmp_path / "out"
    options = ["--format", form, "-o", out, "-j", 2]
    assert run(tmp_path / "t.jsonl", *options, "--gazetteer", path) == 0
    written = out / "mentions.csv" if form == "csv" else out
    if form == "parquet":
        rows = pytest.importorskip("pyarrow.parquet").read_table(out / "mentions").to_pylist()
        assert [row["label"] for row in rows] == ["FERRY"] * 40_000
    else:
        assert written.read_text(encoding="utf-8").count({"text": "FERRY", "html": "blue heron"}.get(form, "qz")) >= 8


def test_another_gazetteer_is_another_run(tmp_path: Path) -> None:
    for name in ("a", "b"):
        factbox.Gazetteer.from_records([{"name": name * 5}]).save(tmp_path / name)
    command = ["demo", "--format", "csv", "-o", tmp_path / "out", "--gazetteer"]
    assert [run(*command, tmp_path / name) for name in "aab"] == [0, 0, 2]


@pytest.mark.parametrize("form", FORMS)
def test_a_gazetteer_that_cannot_be_read_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    (tmp_path / "names.csv").write_text("nam\nQarmez\n", encoding="utf-8")
    (tmp_path / "names").write_text("Qarmez\n", encoding="utf-8")
    for name, why in (("names.csv", "name"), ("names", "no gazetteer"), ("none", "No such file")):
        assert run("demo", "--format", form, "-o", tmp_path / "out", "--gazetteer", tmp_path / name) == 2
        told = capsys.readouterr().err
        assert f"--gazetteer: {tmp_path / name}" in told
        assert why in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", FORMS)
def test_a_lone_surrogate_ends_nothing(tmp_path: Path, form: str) -> None:
    (tmp_path / "t.jsonl").write_bytes(jsonl(["Five \ud800 fled.", "Six fled."], id=["\udc00", "b"]))
    options = ["--format", form, "-o", tmp_path / "out", "--id-column", "id"]
    assert run(tmp_path / "t.jsonl", *options) == 0
    if form == "jsonl":
        [first, second] = map(json.loads, (tmp_path / "out").read_text(encoding="utf-8").splitlines())
        assert (first["doc"], first["text"], second["doc"]) == ("\udc00", "Five \ud800 fled.", "b")


@pytest.mark.parametrize(("begin", "told"), [(b"%PDF-1.7\n", "pdftotext"), (b"PK\x03\x04\x14", "plain text")])
def test_what_is_no_plain_text_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], begin: bytes, told: str
) -> None:
    (tmp_path / "t.txt").write_bytes(begin + b"5 people fled.")
    assert run(tmp_path / "t.txt") == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "values", "told"),
    [
        ("t.jsonl", '{"text": "Five fled."}\n{"txt": "Six fled."}\n{"text": "Nine fled."}', "5 9", ":2: no column"),
        ("t.csv", "text,n\nFive fled.,1\nSix, or more, fled.,2\nNine fled.,3\n", "5 9", ":2: 4 columns where"),
        ("t.csv", "n,text\n1,Five fled.\n2\n3,Nine fled.\n", "5 9", ":2: 1 column where the header"),
        ("t.csv", 'text\nFive fled.\n"Six fled.\nNine fled.\n', "5", ":2: a quotation mark is not closed"),
        ("t.csv", 'text\nFive fled.\n"Six" fled.\nNine fled.\n', "5 9", ":2: a quotation mark is not closed"),
        ("t.csv", "text,text\nFive fled.,Six fled.\n", "", ": 2 columns are called 'text'"),
        ("t.csv", "n,body\n1,Five fled.\n", "", ": no column 'text' (there are: n, body)"),
        ("t.csv", "n;text\n1;Five fled.\n", "", ": the cells seem to be parted by ';'; give --delimiter ';'"),
        ("t.txt", "\x1f\udc8b", "", ": is compressed by gzip"),
        ("t.csv", "\udcff\udcfen\0", "", ": is UTF-16"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_told_and_costs_no_other(
    tmp_path: Path, name: str, content: str, values: str, told: str
) -> None:
    (tmp_path / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    command = [sys.executable, "-m", "factbox", tmp_path / name, "--format", "csv", "-o", tmp_path / "out"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(f"factbox: {tmp_path / name}{told}")
    assert "Traceback" not in done.stderr
    if values:
        assert [row["value"] for row in figures(tmp_path / "out")] == values.split()


@pytest.mark.parametrize(("delimiter", "given"), [(";", ";"), ("\t", "tab"), ("|", "|")])
def test_cells_parted_by_something_else_and_rows_without_an_id(tmp_path: Path, delimiter: str, given: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,text\n,Five fled.\nb,Six fled.\n".replace(",", delimiter), encoding="utf-8")
    options = ["--delimiter", given, "--id-column", "id"]
    assert run(table, "--format", "csv", "-o", tmp_path / "out", *options) == 0
    assert [row["doc"] for row in figures(tmp_path / "out")] == [f"{table}:1", "b"]


def test_quotation_marks_of_a_tsv_are_letters(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text('text\n"Five" fled.\n"Six fled.\n', encoding="utf-8")
    assert run(tmp_path / "t.tsv", "--format", "csv", "-o", tmp_path / "out") == 0
    assert [row["start"] for row in figures(tmp_path / "out")] == ["1", "1"]


def test_parquet_without_its_library_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "find_spec", lambda name: None)
    assert run("demo", "--format", "parquet", "-o", tmp_path / "out") == 2
    assert "pip install polars" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text(TEXTS[0], encoding="utf-8")
    command = [tmp_path / "t.txt", "--format", "csv", "-o", tmp_path / "out"]
    assert run(*command) == 0
    (tmp_path / "out" / ".writing-abc").mkdir()
    assert run(*command) == 0
    assert not list((tmp_path / "out").glob(".writing-*"))


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_stopped_command_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr(corpus, "BATCH", 4)
    table = tmp_path / "t.jsonl"
    table.write_bytes(jsonl([f"Some {number} people fled." for number in range(2, 24)]))
    whole, parted = tmp_path / "whole", tmp_path / "parted"
    assert run(table, "--format", form, "-o", whole) == 0
    save, read = corpus.Folder.save, []

    def stop(folder: corpus.Folder) -> None:
        if folder.batches == 3:
            raise KeyboardInterrupt
        save(folder)

    with monkeypatch.context() as context:
        context.setattr(corpus.Folder, "save", stop)
        assert run(table, "--format", form, "-o", parted) == 130
    analyze = factbox.analyze_batches
    monkeypatch.setattr(factbox, "analyze_batches", lambda *given, **options: note(read, analyze(*given, **options)))
    assert run(table, "--format", form, "-o", parted) == 0
    assert sum(read) == 22 - 8
    assert run(table, "--format", form, "-o", parted) == 0
    assert sum(read) == 22 - 8
    files = sorted(path.relative_to(whole) for path in whole.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(parted) for path in parted.rglob("*") if path.is_file())
    for file in files:
        assert (whole / file).read_bytes() == (parted / file).read_bytes()


def note(read: list[int], batches: Any) -> Any:
    for tables in batches:
        read.append(tables.documents)
        yield tables


@pytest.mark.parametrize("form", ["jsonl", "html"])
def test_lines_and_pages_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    monkeypatch.setattr(corpus, "NOTED", 4)
    table = tmp_path / "t.jsonl"
    texts: list[Any] = [f"Some {number} people fled “home”." for number in range(2, 24)]
    texts[1:3] = [None, 5]
    table.write_bytes(jsonl(texts))
    whole, parted = tmp_path / "whole", tmp_path / "parted"
    command = [table, "--format", form, "-j", 1, "-o"]
    assert run(*command, whole) == 1
    summary = capsys.readouterr().err.splitlines()[-1]
    write, read = corpus.Stream.write, list[str]()

    def stop(out: corpus.Stream, text: str) -> None:
        write(out, text)
        if out.counts.given == 10:
            raise KeyboardInterrupt

    def stopped() -> None:
        with monkeypatch.context() as context:
            context.setattr(corpus.Stream, "write", stop)
            assert run(*command, parted) == 130

    drawn = pieces.drawn
    monkeypatch.setattr(
        pieces, "drawn", lambda form, share, *more: read.extend(n for n, _ in share) or drawn(form, share, *more)
    )
    stopped()
    assert "the same command goes on" in capsys.readouterr().err
    read.clear()
    assert run(*command, parted) == 1
    assert len(read) == 22 - 8
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "factbox: goes on behind 6 documents: 6 sentences, 0 mentions, 6 figures; 1 without a text; 1 not read",
        summary,
    ]
    assert parted.read_bytes() == whole.read_bytes()
    assert not list(tmp_path.glob("parted.*"))

    # an output that is not what was left, or of other inputs, is begun anew
    for change in (lambda: parted.write_bytes(b"x" * 50_000), lambda: table.write_bytes(jsonl([*texts, None]))):
        stopped()
        change()
        read.clear()
        assert run(*command, parted) == 1
        assert len(read) >= 22
        assert parted.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_into_a_folder_is_no_input_of_it(tmp_path: Path, form: str) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    out = tmp_path / "out.jsonl"
    written = []
    for names in (tmp_path, tmp_path, tmp_path / "*"):
        assert run(names, "--format", form, "-o", out) == 0
        written.append({path.name: path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()})
    assert written[0] == written[1] == written[2]


@pytest.mark.parametrize("form", FORMS)
def test_a_gazetteer_is_never_overwritten(tmp_path: Path, form: str) -> None:
    names = tmp_path / "names.csv"
    names.write_text("name\nQarmez\n", encoding="utf-8")
    assert run("demo", "--format", form, "--gazetteer", names, "-o", names) == 2
    assert names.read_text(encoding="utf-8") == "name\nQarmez\n"


def test_another_run_or_a_folder_of_others_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "a.txt"
    text.write_text(TEXTS[0], encoding="utf-8")
    out = tmp_path / "out"
    assert run(text, "--format", "csv", "-o", out) == 0
    before = {path: path.read_bytes() for path in out.iterdir()}
    text.write_text(TEXTS[1], encoding="utf-8")
    for options in (["--format", "csv"], ["--format", "parquet"]):
        assert run(text, *options, "-o", out) == 2
        assert "other inputs or options" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    assert run(text, "--format", "csv", "-o", tmp_path) == 2
    assert run(text, "--format", "csv", "-o", text) == 2
    (out / "factbox.json").write_text("[]", encoding="utf-8")
    assert run(text, "--format", "csv", "-o", out) == 2
    assert text.read_text(encoding="utf-8") == TEXTS[1]


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
@pytest.mark.parametrize("form", ["jsonl", "html", "csv"])
def test_an_interrupt_ends_all_without_a_word_of_python(tmp_path: Path, form: str) -> None:
    text = "Some 5 people fled Tehran, officials said. " * 100
    (tmp_path / "t.jsonl").write_bytes(jsonl([text] * 20_000))
    out = tmp_path / "out"
    command = [sys.executable, "-m", "factbox", tmp_path / "t.jsonl", "--format", form, "-j", "2", "-o", out]
    # a terminal signals all processes of a command; who runs the tests in the background has the signal ignored
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        command, start_new_session=True, stderr=subprocess.PIPE, text=True, preexec_fn=heard
    ) as running:
        try:
            while not out.exists():
                assert running.poll() is None
                time.sleep(0.05)
            time.sleep(1)
            os.killpg(running.pid, signal.SIGINT)
            assert running.wait(60) == 130
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
        told = running.stderr.read() if running.stderr else ""
    assert "Traceback" not in told


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_processes_end_with_the_one_that_began_them(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_bytes(jsonl(["Some 5 people fled Tehran, officials said. " * 100] * 20_000))
    command = [sys.executable, "-m", "factbox", tmp_path / "t.jsonl", "--format", "jsonl", "-j", "2"]
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        try:
            assert running.stdout
            running.stdout.readline()
            running.kill()
            # every process of the command holds its standard error, which closes with the last of them
            assert b"Traceback" not in running.communicate(timeout=60)[1]
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


@pytest.mark.parametrize("form", ["json", "jsonl", "html", "csv"])
def test_a_number_of_threads_that_will_not_do(form: str) -> None:
    assert run("demo", "--format", form, "-j", "0") == 2


@pytest.mark.parametrize("options", [["-"], ["-j", "0"], ["-j", "two"]])
def test_wrong_usage(tmp_path: Path, options: list[str]) -> None:
    assert run("demo", "--format", "csv", "-o", tmp_path / "out", *options) == 2
    assert run("demo", "--format", "csv") == 2
    assert not (tmp_path / "out").exists()


def test_documents_one_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.jsonl").write_bytes(jsonl([*TEXTS, 5, None], id=["a", 2, None, "d", "e"]))
    assert run(tmp_path / "t.jsonl", "--format", "jsonl", "--id-column", "id", "--text-column", "text") == 1
    written = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    ids = ["a", "2", f"{tmp_path / 't.jsonl'}:3"]
    assert written == [{"doc": doc, **factbox.analyze(text).to_dict()} for doc, text in zip(ids, TEXTS, strict=True)]


@pytest.mark.parametrize("form", ["jsonl", "html"])
def test_processes_write_what_one_does(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    texts: list[Any] = [f"{'Nothing happened. ' * 200}Some {number} people fled." for number in range(2, 302)]
    texts[150:152] = [5, None]
    (tmp_path / "t.jsonl").write_bytes(jsonl(texts))
    written, told = [], []
    for count in ("1", "2"):
        assert run(tmp_path / "t.jsonl", "--format", form, "-j", count, "-o", tmp_path / count) == 1
        written.append((tmp_path / count).read_text(encoding="utf-8"))
        told.append(capsys.readouterr().err)
    assert written[0] == written[1]
    assert told[0] == told[1]
    [problem, summary] = told[0].splitlines()
    assert problem.startswith(f"factbox: {tmp_path / 't.jsonl'}:151: text must be str, not int")
    assert summary.endswith(": 298 documents: 59,898 sentences, 0 mentions, 298 figures; 1 without a text; 1 not read")
    places = [written[1].index(f":{number}") for number in (2, 150, 300)]
    assert places == sorted(places)


def test_one_share_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "ProcessPoolExecutor", None)
    piece, blank = pieces.pieces([("a", "Five fled."), ("b", None)], "jsonl", 8)
    assert piece.drawn
    assert json.loads(piece.drawn)["doc"] == "a"
    assert blank == pieces.Piece("b")


def test_a_process_that_is_killed_is_told() -> None:
    texts = ["Nothing happened. " * 2000] * 40

    def documents() -> Iterator[tuple[str, object]]:
        for number, text in enumerate(texts):
            if number == 30:
                for child in multiprocessing.active_children():
                    child.kill()
            yield str(number), text

    with pytest.raises(pieces.ProcessEndedError, match="-j 1"):
        list(pieces.pieces(documents(), "jsonl", 2))


def test_few_documents_are_under_way() -> None:
    taken = 0

    def documents() -> Iterator[tuple[str, object]]:
        nonlocal taken
        for number in itertools.count():
            taken = number
            yield str(number), "Nothing happened. " * 200

    drawn = pieces.pieces(documents(), "jsonl", 2)
    assert [next(drawn).name for _ in range(300)] == [str(number) for number in range(300)]
    drawn.close()
    assert taken < 1500


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.labels: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {"src", "href"} & dict(attrs).keys()
        if tag in ("article", "aside"):
            self.labels.append(dict(attrs)["aria-label"])


def test_a_page_of_its_own(tmp_path: Path) -> None:
    text = tmp_path / "<b>.txt"
    text.write_text("<script>alert(1)</script> Five people fled.", encoding="utf-8")
    assert run(text, "demo", "--format", "html", "-o", tmp_path / "page.html") == 0
    page = Page()
    page.feed((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert page.tags.count("section") == page.tags.count("article") == 2
    assert not {"script", "b"} & set(page.tags)
    # what a screen reader goes by: one heading of all, one for each document, and no two places of one name
    assert [tag for tag in page.tags if tag in ("h1", "h2", "h3")] == ["h1", "h2", "h2"]
    assert f"Factbox of {text}" in page.labels
    assert len(page.labels) == len(set(page.labels)) == 4
