"""Why a name was found in a text, or was not."""

from typing import Any

import pytest
from factbox import EntityMatcher, Gazetteer, GazetteerError


def test_explain(gazetteer: Gazetteer) -> None:
    matcher = EntityMatcher(gazetteer)
    text = "The UN, SUNY; un. Write to UN@unis.org. Hope."
    assert matcher.explain(text, "UN").splitlines()[0] == '4-6 "UN": found'
    assert 'inside a longer word: "SUNY' in matcher.explain(text, "UN")
    assert "address" in matcher.explain(text, "UN")
    assert matcher.explain("nothing", "UN") == 'the text does not have the letters of "UN"'
    with pytest.raises(GazetteerError, match="no entity has it"):
        matcher.explain(text, "EU")


@pytest.mark.parametrize(
    ("names", "text", "options", "reason"),
    [
        (["UN"], "the un", {}, 'the name "UN" is in capitals, and the text is not (case "smart")'),
        (["Oslo"], "in oslo", {}, 'the name "Oslo" has a capital where the text has none (case "smart")'),
        (["Oslo"], "in OSLO", {"case": "exact"}, 'the name "Oslo" has other capitals, and case is "exact"'),
        (["Hope"], "Hope is rare", {}, "it is a common word too, and the text has it as a name nowhere"),
        (["Zürich"], "in Zurich", {"fold": False}, 'the name "Zürich" has other letters or marks, and fold is False'),
        (["York", "New York"], "in New York", {}, 'another name stands there: "New York"'),
        (["Oslo"], "Oslonian", {}, 'inside a longer word: "Oslonian"'),
        (["Oslo Town"], "in Oslo Twon", {"max_edits": 1}, 'found: a letter from the name "Oslo Town"'),
        (["UN"], "in un", {"max_edits": 1}, 'the name "UN" is in capitals'),
        (["Oslo Town"], "in oslo twon", {"max_edits": 1}, 'near the name "Oslo Town", but without capitals'),
        (
            ["Zarnov"],
            "in Zarnow",
            {"max_edits": 1},
            'near the name "Zarnov", but letters may be wrong in names of several',
        ),
        (["Oslo Town"], "at https://x.org/Oslo-Twon", {"max_edits": 1}, "inside a web or e-mail address"),
        (
            ["Zarnovskaville"],
            "Zarnovskavilles",
            {"max_edits": 1},
            'near the name "Zarnovskaville", but it may be the name\'s',
        ),
        (["Qasem Zarn"], "met Kassem Zarn", {"transliterate": True}, 'found: 2 letters from the name "Qasem Zarn"'),
        (
            ["Amu"],
            "met Emo",
            {"transliterate": True},
            'near the name "Amu", but other spellings are those of names with 4',
        ),
        (["Zürich"], "in ZÜRICH", {"fold": False}, 'the name "Zürich" has other capitals, and fold is False'),
    ],
)
def test_explain_says_which_reason(names: list[str], text: str, options: dict[str, Any], reason: str) -> None:
    matcher = EntityMatcher(Gazetteer.from_records([{"name": name} for name in names]), **options)
    reasons = [line.partition(": ")[2] for line in matcher.explain(text, names[0]).splitlines()]
    assert [one for one in reasons if one.startswith(reason)]
    assert len(reasons) == 1 + ("it may be the name's" in reason)


def test_explain_tells_of_all_names_of_an_entity(gazetteer: Gazetteer) -> None:
    assert EntityMatcher(gazetteer).explain("the U.N. and the United Nations", "UN").splitlines() == [
        '4-8 "U.N.": found, by the name "U.N."',
        '17-19 "Un": inside a longer word: "United"',
        '17-31 "United Nations": found, by the name "United Nations"',
    ]
    twins = Gazetteer.from_records(
        [{"id": "a", "name": "Georgia"}, {"id": "b", "name": "Sakartvelo", "aliases": ["Georgia"]}]
    )
    assert EntityMatcher(twins).explain("in Georgia", "Sakartvelo") == (
        '3-10 "Georgia": found, as one that it may mean; the first is "a"'
    )


def test_explain_knows_the_rule_of_a_name() -> None:
    who = Gazetteer.from_records([{"name": "WHO", "case": "upper"}])
    assert 'is for capitals only (case "upper")' in EntityMatcher(who, case="any").explain("so who", "WHO")
