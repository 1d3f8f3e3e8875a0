"""Arguments that cannot be used: the error says which, what was given, and what to give."""

from collections.abc import Callable
from typing import Any

import factbox
import pytest
from factbox import EntityMatcher, Gazetteer

NAMES: Any = Gazetteer
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
        (lambda: OSLO.add(OSLO), r"records must be a list of mappings, not Gazetteer; join two gazetteers by \+"),
        (lambda: OSLO.get(5), "id must be str, not int"),
        (lambda: OSLO.remove("~Oslo"), "ids must be several str in a list, not str"),
        (lambda: OSLO.remove([5]), "each of ids must be str, not int"),
        (
            lambda: EntityMatcher([{"name": "Oslo"}]),
            "gazetteer must be a Gazetteer or the path.* not list; make one by .*from_records",
        ),
        (
            lambda: factbox.match_entities("Oslo", MATCHER),
            "not EntityMatcher; it has its options already: call its find",
        ),
        (lambda: factbox.analyze("Oslo", gazetteer=["Oslo"]), "gazetteer must be a Gazetteer.* not list"),
        (lambda: EntityMatcher(OSLO, case=3), 'case must be one of "smart", "exact", "any", not int'),
        (lambda: EntityMatcher(OSLO, case=None), 'case must be one of "smart", .*, not NoneType'),
        (lambda: EntityMatcher(OSLO, boundaries=True), 'boundaries must be one of "word", "none", not bool'),
        (lambda: EntityMatcher(OSLO, fold="no"), "fold must be True or False, not str"),
        (lambda: EntityMatcher(OSLO, transliterate=1), "transliterate must be True or False, not int"),
        (lambda: EntityMatcher(OSLO, max_edits="1"), "max_edits must be an int: 0, 1 or 2, not str"),
        (lambda: EntityMatcher(OSLO, max_edits=None), "max_edits must be an int: 0, 1 or 2, not NoneType"),
        (lambda: factbox.match_entities("Oslo", OSLO, overlaps=[]), 'overlaps must be one of "longest", .*, not list'),
        (lambda: factbox.analyze("Oslo", lang=5), 'lang must be one of "en", not int'),
        (lambda: factbox.split_sentences("Oslo.", quotes=True), 'quotes must be one of "keep", "split", not bool'),
        (lambda: list(factbox.analyze_batches([], batch_size="5")), "batch_size must be an int: 1 or more documents"),
        (lambda: MATCHER.find_many([], threads="2"), "threads must be an int: 1 or more, .* not str"),
        (lambda: MATCHER.annotate("Oslo", format=None), 'format must be one of "html", "text", not NoneType'),
        (lambda: MATCHER.explain("Oslo", 5), "name must be one of the names .* not int"),
        (lambda: Gazetteer.from_records([], strict="no"), "strict must be True or False, not str"),
        (lambda: Gazetteer.from_csv(5), "path must be a path, as str or pathlib.Path, not int"),
        (lambda: OSLO[5], "id must be str, not int"),
        (lambda: NAMES.__new__(NAMES), r"from_records\(\[\{.*Gazetteer.open"),
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
        (lambda: EntityMatcher(OSLO, max_edits=-1), "max_edits is -1; give 0, 1 or 2"),
        (lambda: EntityMatcher(OSLO, max_edits=10**30), "max_edits is 10{30}; give 0, 1 or 2"),
        (lambda: EntityMatcher(OSLO, case="loud"), 'case is "loud", but may be: "smart", "exact", "any"'),
        (lambda: factbox.match_entities("Oslo", "nowhere/names"), "nowhere/names: .*; check the path"),
        (lambda: MATCHER.find_many([], threads=0), "threads is 0; give 1 or more"),
        (lambda: MATCHER.find_many(["Oslo"]).to_dicts(-1), "limit is -1; give 0 or more rows"),
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
