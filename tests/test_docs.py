"""The README and the pages under docs/: examples print what they say, links lead somewhere, nothing is left out."""

import re
import subprocess
import sys
from pathlib import Path

import factbox
import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "scripts" / "docs.py"
PAGES = sorted(ROOT.glob("docs/**/*.md"))
LINKED = [*PAGES, ROOT / "README.md", ROOT / "ARCHITECTURE.md"]
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def docs(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_examples_print_what_the_page_says(page: Path) -> None:
    done = docs(page)
    assert done.returncode == 0, done.stderr


EXAMPLES = """# A page

```python
first = "two"
```

```python
>>> first
'two'
```

```python
print(first)
print()
print("three  ")
```

```text
two

three
```

```console
$ pip install factbox
$ python -c 'print("four\\nfive")'
four
five
$ factbox none.txt
factbox: none.txt: no such file; check the path
$ factbox demo --format json -o demo.json
```

<!--
```python
import json
assert json.load(open("demo.json"))["figures"]
```
-->
"""


def test_a_page_that_is_right_passes_and_stays_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(EXAMPLES, encoding="utf-8")
    assert docs(page).returncode == 0
    assert docs("--write", page).returncode == 0
    assert page.read_text(encoding="utf-8") == EXAMPLES


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (EXAMPLES.replace("three\n```", "four\n```"), 19),
        (EXAMPLES.replace("two\n\nthree\n", ""), 19),
        (EXAMPLES.replace("\n```text\ntwo\n\nthree\n```\n", ""), 17),
        (EXAMPLES.replace('first = "two"\n```\n', 'first = "two"\n```\n\n```text\ntwo\n```\n'), 8),
    ],
    ids=["other words", "an empty block", "no block", "a block where nothing is printed"],
)
def test_a_page_that_is_wrong_fails_with_the_place_and_is_mended(tmp_path: Path, wrong: str, place: int) -> None:
    page = tmp_path / "page.md"
    page.write_text(wrong, encoding="utf-8")
    done = docs(page)
    assert done.returncode == 1
    assert f"{page}:{place}: " in done.stderr
    assert f"--write {page}" in done.stderr
    assert page.read_text(encoding="utf-8") == wrong
    assert docs("--write", page).returncode == 0
    assert page.read_text(encoding="utf-8") == EXAMPLES


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n```python\nx = 1\n1 / 0\n```\n", "4: ZeroDivisionError"),
        ("```python\nx = (\n```\n", "2: SyntaxError"),
        ("```python\nx = 1\n", "1: this block is not closed"),
        ("```text\nx\n```\n", "1: ```text stands behind no ```python"),
        ("\n```console\n$ factbox none.txt\n```\n", "3: exit status 1"),
        ("```console\n$ factbox none.txt\nno such\n```\n", "2: exit status 1, printed:\nfactbox: none.txt: no such"),
        ("\n```python\n>>> 1\n2\n```\n", "2: ***"),
        ("```console\n$ factbox --version\nfactbox none\n```\n", "2: exit status 0, printed:\nfactbox 0"),
    ],
)
def test_a_page_that_cannot_be_run_fails_with_the_place(tmp_path: Path, text: str, told: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    for options in ((), ("--write",)):
        done = docs(*options, page)
        assert done.returncode == 1
        assert f"{page}:{told}" in done.stderr
    assert page.read_text(encoding="utf-8") == text


def test_a_page_that_needs_what_is_not_there_is_left_out_but_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- needs: json nosuchmodule -->\n\n```python\nimport nosuchmodule\n```\n", encoding="utf-8")
    for ci, status in (("", 0), ("true", 1)):
        monkeypatch.setenv("CI", ci)
        assert docs(page).returncode == status


def anchors(page: Path) -> set[str]:
    """The names by which a page's headings are linked."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    for link in links:
        if re.match(r"\w+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def test_every_page_is_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f"](docs/{page.name})" not in readme] == []


def test_the_page_on_figures_shows_every_kind() -> None:
    page = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
    with pytest.raises(factbox.FactboxError) as refused:
        factbox.extract_figures("", include="no such kind")  # type: ignore[arg-type]
    kinds = set(re.findall(r'"(\w+)"', str(refused.value).partition("there are")[2])) - {"default", "all"}
    assert len(kinds) == 13
    headings = set(re.findall(r"\w+", " ".join(re.findall(r"^### (.+)$", page, re.MULTILINE))))
    printed = set(re.findall(r"\w+", " ".join(re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))))
    assert kinds <= headings
    assert kinds <= printed


# Columns that hold one, or several, of a few names.
NAMED = {"role", "kind", "way", "side", "bound", "trend", "class", "classes"}
TABLES = re.compile(r"^\[`(data/\S+)`\]\(\S+\)$(.*?)(?=^\[`data/|^#|\Z)", re.MULTILINE | re.DOTALL)


def described() -> list[tuple[str, str]]:
    """The tables that the page on tables describes, and what it says of each."""
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    return [(path, said) for path, said in TABLES.findall(page)]


@pytest.mark.parametrize(("path", "said"), described(), ids=[path for path, _ in described()])
def test_the_page_on_tables_says_what_is_in_them(path: str, said: str) -> None:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    header = next(line for line in lines if not line.startswith("#"))
    columns = re.search(r"^\| column \| \|\n\|---\|---\|\n((?:\|.*\n)+)", said, re.MULTILINE)
    assert columns
    assert re.findall(r"^\| `(\w+)` \|", columns[1], re.MULTILINE) == header.split("\t")
    rows = re.findall(r"^```tsv\n(.*?)^```$", said, re.MULTILINE | re.DOTALL)
    assert rows
    for row in "".join(rows).splitlines():
        assert row in lines
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    explained = set(re.findall(r'^\| "(\w+)" \|', said, re.MULTILINE))
    for column in NAMED.intersection(cells[0]):
        at = cells[0].index(column)
        names = {name for row in cells[1:] for name in row[at].split("|")}
        assert names <= set(re.findall(r'"(\w+)"', said))
        assert explained <= names


def test_the_page_on_tables_names_every_table() -> None:
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    tables = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("data/**/*.tsv"))
    assert len(tables) > 20
    assert [path for path in tables if f"](../{path})" not in page] == []
