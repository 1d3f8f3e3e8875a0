"""Arguments that cannot be used: the error says which, what was given, and what to give."""

from collections.abc import Callable
from typing import Any

import factbox
import pytest
from factbox import EntityMatcher, Gazetteer

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
