"""What the site's reference reads of the compiled module: types from the stubs, docstrings from the module itself."""

import importlib
import re
from typing import Any

import griffe

PROMPTS = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)


class Docstrings(griffe.Extension):  # type: ignore[misc]
    """Gives each object the docstring that Python shows, its examples as blocks of code."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        if pkg.name == "factbox":
            module = importlib.import_module("factbox._factbox")
            documented(pkg["_factbox"], module)


def documented(shown: Any, meant: Any) -> None:
    """Sets the docstrings of an object's members, and of theirs."""
    for name, member in shown.members.items():
        if member.is_alias or not hasattr(meant, name):
            continue
        own = getattr(meant, name)
        if text := getattr(own, "__doc__", None):
            fenced = PROMPTS.sub(lambda block: f"```pycon\n{block[0]}\n```", text)
            member.docstring = griffe.Docstring(fenced, parent=member, parser="google")
        if member.is_class:
            documented(member, own)
