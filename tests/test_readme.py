"""The README: its examples print what it says they print, and its tables name what there is."""

import doctest
import io
import re
from pathlib import Path
from typing import Any

import factbox
import pytest

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TEXT = README.read_text(encoding="utf-8")


def test_every_python_block_runs_and_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    blocks = list(BLOCK.finditer(TEXT))
    assert blocks
    for block in blocks:
        line = TEXT.count("\n", 0, block.start(1))
        if ">>> " in block[1]:
            check(block[1], line, namespace)
        else:
            exec(compile("\n" * line + block[1], str(README), "exec"), namespace)


def check(block: str, line: int, namespace: dict[str, Any]) -> None:
    """Runs the prompts of a block that begins behind that many lines of the README."""
    test = doctest.DocTestParser().get_doctest(block, {}, README.name, str(README), line)
    test.globs = namespace
    told = io.StringIO()
    failed, _ = doctest.DocTestRunner(verbose=False).run(test, out=told.write, clear_globs=False)
    assert not failed, told.getvalue()


@pytest.mark.parametrize("result", [factbox.Figure, factbox.Mention])
def test_table_of_fields_is_complete(result: type[factbox.Span]) -> None:
    table = re.search(rf"^\| `{result.__name__}` \|.*\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    assert table
    named = [field for row in table[1].splitlines() for field in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert named == list(result.__match_args__)
