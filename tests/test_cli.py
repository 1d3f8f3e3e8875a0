"""The command line, run as a person or a script runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import factbox
import pytest
from factbox import cli, sample

TEXT = "Ilse van der Berg said 176 people were killed.\r\nThe loss is $6.5bn – “too much”.\n"


def run(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "factbox", *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, env=os.environ | {"NO_COLOR": "1"}, check=False)
    out, err = (stream.decode("utf-8").replace(os.linesep, "\n") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(command, done.returncode, out, err)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_demo_shows_the_factbox_of_the_sample() -> None:
    done = run("demo")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert all(title in lines for title in ("Who", "Organisations", "Places and peoples", "Figures", "Acronyms"))
    [killed] = [line.split() for line in lines if line.startswith("at least 176 ")]
    assert killed == ["at", "least", "176", "people", "killed", "officials", "2"]
    assert " 1  Ferry sinks off the Marrow Islands as cyclone toll climbs" in lines
    assert max(map(len, lines)) <= 100
    assert not any(line.endswith(" ") for line in lines)
    assert "\x1b" not in done.stdout


def test_every_sentence_of_the_sample_is_numbered() -> None:
    words = run("demo").stdout.split()
    for number, sentence in enumerate(factbox.split_sentences(sample.report()), 1):
        said = [str(number), *sentence.text.split()]
        assert any(words[n : n + len(said)] == said for n in range(len(words))), said


def test_json_of_one_file_is_the_document(report: Path) -> None:
    done = run(report, "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == factbox.analyze(TEXT).to_dict()
    assert "“too much”" in done.stdout


def test_json_of_several_files_is_an_array(report: Path) -> None:
    done = run(report, "demo", "--format", "json")
    first, second = json.loads(done.stdout)
    assert first == {"file": str(report), **factbox.analyze(TEXT).to_dict()}
    assert second["text"] == sample.report()


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_a_pipe_is_read(arguments: list[str]) -> None:
    done = run(*arguments, given=b"\xef\xbb\xbf" + TEXT.encode())
    assert done.returncode == 0
    assert done.stdout.startswith("standard input ")
    assert "USD 6,500,000,000" in done.stdout


def test_what_cannot_be_read_is_said_and_the_rest_is_done(report: Path, tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("5 cafés".encode("latin-1"))
    missing = tmp_path / "missing.txt"
    folder = tmp_path / "none"
    folder.mkdir()
    done = run(missing, latin, folder, report, "--format", "json")
    assert done.returncode == 1
    assert [each["file"] for each in json.loads(done.stdout)] == [str(report)]
    assert done.stderr.splitlines() == [
        f"factbox: {folder}: is a folder without texts (.txt .text .jsonl .ndjson .json .csv .tsv .parquet, or these "
        "with .gz or .zst)",
        f"factbox: {missing}: no such file; check the path",
        f"factbox: {latin}: not UTF-8 at byte 5 (0xe9); convert it first, "
        "for instance with: iconv -f WINDOWS-1252 -t UTF-8",
        "factbox: 1 document: 2 sentences, 1 mention, 2 figures; 3 not read",
    ]


def test_nothing_readable_among_several_is_an_empty_array(tmp_path: Path) -> None:
    done = run(tmp_path / "a", tmp_path / "b", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (1, [])


def test_a_minus_is_standard_output() -> None:
    assert run("demo", "-o", "-").stdout == run("demo").stdout


def test_a_folder_that_is_missing_is_named() -> None:
    assert "there is no folder no" in run("demo", "-o", "no/one.html").stderr


def test_output_to_a_file(report: Path, tmp_path: Path) -> None:
    done = run(report, "-o", tmp_path / "out.txt")
    assert (done.returncode, done.stdout) == (0, "")
    assert "USD 6,500,000,000" in (tmp_path / "out.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [["--format", "xml", "demo"], ["--colour"], ["demo", "-o", "no/such/folder/x"]])
def test_wrong_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: factbox" in done.stderr


def test_an_input_is_never_overwritten(report: Path) -> None:
    done = run(report, "-o", report)
    assert done.returncode == 2
    assert "is also an input" in done.stderr
    assert report.read_bytes() == TEXT.encode()


def test_version() -> None:
    assert run("--version").stdout == f"factbox {factbox.__version__}\n"


def test_control_characters_do_not_reach_the_terminal() -> None:
    done = run(given="Police\x1b]0;title\x07 arrested 5\x9b31m people.".encode())
    assert done.returncode == 0
    assert not set(done.stdout) & set("\x1b\x07\x9b")


def test_square_brackets_are_no_markup() -> None:
    assert "[bold]5 people[/bold] :smile: fled." in run(given=b"Some [bold]5 people[/bold] :smile: fled.").stdout


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(sample.report(), encoding="utf-8")
    command = [sys.executable, "-m", "factbox", tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert (running.wait(), running.stderr.read()) == (0, b"")


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*given: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(factbox, "analyze", interrupted)
    assert cli.main(["demo"]) == 130
    assert capsys.readouterr() == ("", "")


def test_import_is_light() -> None:
    code = "import factbox, sys; print(sorted({'rich', 'argparse', 'json', 'importlib.metadata'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_cannot_be_written_is_one_line() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "factbox", "demo"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("factbox: the output could not be written")
    assert done.stderr.count("\n") == 1
