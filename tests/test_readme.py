"""The README: its tables name what there is."""

import re
from pathlib import Path

import factbox
import pytest

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")


@pytest.mark.parametrize("result", [factbox.Figure, factbox.Mention])
def test_table_of_fields_is_complete(result: type[factbox.Span]) -> None:
    table = re.search(rf"^\| `{result.__name__}` \|.*\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    assert table
    named = [field for row in table[1].splitlines() for field in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert named == list(result.__match_args__)
