"""What the site has beside the pages of docs/: parts of the README and other texts of the project, and the reference.

MkDocs calls `on_files` once and `on_page_markdown` for each page. Links to files of the project that are no pages lose
their target and keep their words.
"""

import json
import posixpath
import re
from pathlib import Path
from typing import Any

import factbox
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
PAGES = {
    "README.md#what-a-result-holds": "fields.md",
    "README.md#accuracy-and-speed": "accuracy.md",
    "README.md": "index.md",
    "benchmarks/RESULTS.md": "results.md",
    "ARCHITECTURE.md": "building.md",
}
"""The pages that show files from outside docs/."""


def on_files(files: Files, config: Any) -> Files:
    """Adds the pages that are made of other files."""
    for path, content in made().items():
        files.append(File.generated(config, path, content=content))
    return files


def made() -> dict[str, str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return {
        "fields.md": lead(f"# What a result holds\n{section(readme, 'What a result holds')}", "."),
        "accuracy.md": lead(f"# Accuracy and speed\n{section(readme, 'Accuracy and speed')}\n{floors()}", "."),
        "results.md": lead((ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8"), "benchmarks"),
        "building.md": lead((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), "."),
        "reference.md": reference(),
    }


def section(page: str, title: str) -> str:
    """What stands below a heading of the second level, its own headings a level up."""
    [found] = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return re.sub(r"^###", "##", found, flags=re.MULTILINE)


def lead(page: str, folder: str) -> str:
    """A page of a folder of the project, its links as a page of docs/ has them."""
    return LINK.sub(
        lambda link: (
            link[0]
            if ":" in link[2] or link[2].startswith("#")
            else f"[{link[1]}]({posixpath.relpath(posixpath.join(folder, link[2]), 'docs')})"
        ),
        page,
    )


def floors() -> str:
    """The accuracy that each version has to reach, as recorded."""
    recorded: dict[str, float] = json.loads((ROOT / "accuracy.json").read_text(encoding="utf-8"))
    rows = [" | ".join([*name.split(" / "), f"{value:.2f}"]) for name, value in sorted(recorded.items())]
    head = "| part | corpus | measure | F1 |\n|---|---|---|--:|\n"
    return (
        "## Every measure\n\nWhat `make accuracy` holds each version to.\n\n"
        + head
        + "\n".join(f"| {row} |" for row in rows)
    )


def reference() -> str:
    """A heading for each public name, functions first."""
    names = [name for name in factbox.__all__ if not name.startswith("_")]
    ordered = sorted(names, key=lambda name: (isinstance(getattr(factbox, name), type), name))
    return "# Reference\n\n" + "\n".join(f"::: factbox._factbox.{name}\n" for name in ordered)


def on_page_markdown(markdown: str, page: Any, files: Files, **_: Any) -> str:
    """The page with links that lead somewhere on the site."""

    def led(link: re.Match[str]) -> str:
        words, target = link[1], link[2]
        if re.match(r"\w+:|#", target):
            return link[0]
        path = posixpath.normpath(posixpath.join("docs", target))
        path = PAGES.get(path, PAGES.get(path.partition("#")[0], path.removeprefix("docs/")))
        return f"[{words}]({path})" if files.get_file_from_path(path.partition("#")[0]) else words

    parts = FENCED.split(markdown)
    return "".join(part if part.startswith("```") else LINK.sub(led, part) for part in parts)
