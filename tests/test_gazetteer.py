"""A list of one's own as an object: entities looked up, added, removed and joined, and what comes with them."""

import pickle
from pathlib import Path
from typing import Any

import factbox
import pytest
from factbox import EntityMatcher, Gazetteer, GazetteerError


def test_lookup(gazetteer: Gazetteer) -> None:
    assert len(gazetteer) == 3
    assert "un" in gazetteer
    assert "eu" not in gazetteer
    assert list(gazetteer) == ["un", "mv-selda", "~Hope"]
    assert gazetteer["un"] == {"id": "un", "label": "ORG", "name": "United Nations", "aliases": ["UN", "U.N."]}
    with pytest.raises(KeyError):
        gazetteer["eu"]
    assert gazetteer.get("un") == gazetteer["un"]
    assert gazetteer.get("eu") is None
    assert gazetteer.get("eu", default={}) == {}
    again = pickle.loads(pickle.dumps(gazetteer))
    assert [again[key] for key in again] == [gazetteer[key] for key in gazetteer]


def test_one_is_one() -> None:
    one = Gazetteer.from_records([{"name": "Oslo"}])
    assert repr(one) == "<Gazetteer of 1 entity>"
    assert repr(EntityMatcher(one)) == "<EntityMatcher of 1 entity>"
    assert repr(EntityMatcher(one).find_many(["in Oslo"])) == "<Table mentions: 1 row, 10 columns>"
    assert repr(one + Gazetteer.from_records([{"name": "Bergen"}])) == "<Gazetteer of 2 entities>"


def test_what_is_no_id_is_not_in_a_gazetteer(gazetteer: Gazetteer) -> None:
    assert 5 not in gazetteer
    assert None not in gazetteer


def test_one_name_for_two_entities() -> None:
    twins = Gazetteer.from_records([{"id": "a", "name": "Georgia"}, {"id": "b", "name": "Georgia"}])
    [mention] = factbox.match_entities("in Georgia", twins)
    assert (mention.entity, mention.candidates) == ("a", ("b",))


def test_several_entities_of_one_name_without_ids(tmp_path: Path) -> None:
    records = [
        {"name": "Georgia", "label": "PLACE", "in": "Asia"},
        {"name": "Georgia", "label": "PLACE", "in": "America"},
        {"name": "Georgia", "label": "PLACE", "in": "Asia"},
        {"name": " Georgia ", "label": "PERSON"},
        {"id": "g", "name": "Georgia"},
    ]
    keys = ["~Georgia", "~Georgia (2)", "~Georgia (3)", "g"]
    whole = Gazetteer.from_records(records, metadata=["in"])
    added = Gazetteer.from_records(records[:1], metadata=["in"])
    for record in records[1:]:
        added.add([record], metadata=["in"])
    whole.save(tmp_path / "names")
    for made in (whole, added, pickle.loads(pickle.dumps(added)), Gazetteer.open(tmp_path / "names")):
        assert list(made) == keys
        assert [made[key].get("in") for key in keys] == ["Asia", "America", None, None]
        [mention] = factbox.match_entities("in Georgia", made)
        assert [mention.entity, *mention.candidates] == keys
        made.remove(["~Georgia"])
        assert "~Georgia (2)" in made
        made.add(records[:1], metadata=["in"])
        assert sorted(made) == sorted(keys)
        assert len(made + made) == len(made)


def test_a_name_that_is_often_given_takes_no_longer() -> None:
    same = Gazetteer.from_records([{"name": "Unknown", "nr": n % 20_000} for n in range(40_000)], metadata=["nr"])
    assert len(same) == 20_000
    assert same["~Unknown (20000)"]["nr"] == 19_999


def test_own_names_go_before_the_world() -> None:
    own = Gazetteer.from_records([{"id": "x", "label": "SHIP", "name": "Tehran"}])
    document = factbox.analyze("The Tehran left Iran.", gazetteer=own)
    assert [(m.text, m.entity) for m in document.mentions] == [("Tehran", "x"), ("Iran", "IR")]


@pytest.mark.parametrize(("label", "expected"), [(None, "PLACE"), ("STATE", "STATE")])
def test_a_record_with_an_id_of_the_world_adds_names_to_its_entity(label: str | None, expected: str) -> None:
    own = Gazetteer.from_records([{"id": "NG", "name": "Naijaland", "label": label}])
    document = factbox.analyze("He left Naijaland for Nigeria.", gazetteer=own)
    assert [(m.text, m.name, m.label, m.method) for m in document.mentions] == [
        ("Naijaland", "Nigeria", expected, "alias"),
        ("Nigeria", "Nigeria", expected, "exact"),
    ]
    assert [(e.key, e.name, e.label) for e in document.entities] == [("NG", "Nigeria", expected)]


def test_a_gazetteer_is_given_as_it_is_by_its_path_or_made_ready(tmp_path: Path) -> None:
    own = Gazetteer.from_records([{"id": "x", "label": "SHIP", "name": "Selda Star"}])
    path = tmp_path / "names"
    own.save(path)
    text = "The Selda Star left Iran."
    expected = factbox.analyze(text, gazetteer=own)
    assert [(m.text, m.entity) for m in expected.mentions] == [("Selda Star", "x"), ("Iran", "IR")]
    given: list[Any] = [path, str(path), EntityMatcher(own), EntityMatcher(path)]
    for names in given:
        assert factbox.analyze(text, gazetteer=names) == expected
        tables = factbox.analyze_many([text], gazetteer=names, threads=1)
        assert tables == factbox.analyze_many([text], gazetteer=own)
        assert list(factbox.analyze_batches([text], gazetteer=names)) == [tables]
    assert factbox.match_entities(text, path) == factbox.match_entities(text, own) != []


@pytest.mark.parametrize("options", [{"max_edits": 1}, {"case": "any"}, {"boundaries": "none"}, {"overlaps": "all"}])
def test_a_matcher_keeps_its_options_in_a_document(options: dict[str, Any]) -> None:
    own = Gazetteer.from_records([{"id": "x", "name": "Selda Star Lines"}, {"id": "y", "name": "Selda Star"}])
    text = "They saw SeldaStar Lines, the selda star lines, the unSelda Star Lines and the Selda Star Lines."
    found = EntityMatcher(own, **options).find(text)
    document = factbox.analyze(text, gazetteer=EntityMatcher(own, **options))
    longest = [m for m in found if not any(o is not m and o.start <= m.start and m.end <= o.end for o in found)]
    assert [(m.text, m.start, m.entity) for m in document.mentions if m.entity in own] == [
        (m.text, m.start, m.entity) for m in longest
    ]


def test_world() -> None:
    world = factbox.world()
    assert world["IR"]["name"] == "Iran"
    assert world["gn:112931"]["name"] == "Tehran"
    assert world["lang:sw"]["label"] == world["religion:islam"]["label"] == "OTHER"


def test_languages_and_religions_are_for_lists_alone() -> None:
    text = "She speaks French, Mandarin Chinese and Haitian Creole; Sunni Islam came with a Haitian."
    listed = [(m.text, m.entity) for m in factbox.match_entities(text)]
    assert listed == [
        ("French", "FR-people"),
        ("Mandarin Chinese", "lang:cmn"),
        ("Haitian Creole", "lang:ht"),
        ("Sunni Islam", "religion:sunnism"),
        ("Haitian", "HT-people"),
    ]
    names = [(m.text, m.entity) for m in factbox.analyze(text).mentions]
    assert names == [("French", "FR-people"), ("Haitian", "HT-people")]


def test_metadata_comes_back_with_the_mention() -> None:
    records = [{"name": "Oslo", "country": "NO", "inhabitants": 709037, "old": ["Christiania"], "river": None}]
    with pytest.raises(GazetteerError, match='"country" is unknown'):
        Gazetteer.from_records(records)
    with pytest.raises(GazetteerError, match='"inhabitants" is unknown'):
        Gazetteer.from_records(records, metadata=["country"])
    oslo = Gazetteer.from_records(records, metadata="all")
    further = {"country": "NO", "inhabitants": 709037, "old": ["Christiania"]}
    [mention] = factbox.match_entities("in Oslo", oslo)
    assert mention.metadata == further
    assert mention.to_dict()["metadata"] == further
    assert oslo["~Oslo"] == {"id": "~Oslo", "label": "MISC", "name": "Oslo", "aliases": [], **further}
    again = pickle.loads(pickle.dumps(mention))
    assert again == mention
    assert hash(again) == hash(mention)
    assert pickle.loads(pickle.dumps(oslo))["~Oslo"] == oslo["~Oslo"]
    assert factbox.match_entities("in Oslo", Gazetteer.from_records([{"name": "Oslo"}]))[0].metadata is None


def test_rules_for_case_of_single_names() -> None:
    records = [{"name": "World Health Organization", "aliases": [{"name": "WHO", "case": "upper"}, "the agency"]}]
    who = Gazetteer.from_records(records)
    found = EntityMatcher(who, case="any").find("WHO, who, Who, The Agency, world health organization")
    assert [mention.text for mention in found] == ["WHO", "The Agency", "world health organization"]
    assert who["~World Health Organization"]["aliases"] == records[0]["aliases"]
    with pytest.raises(GazetteerError, match='record 0: "loud" is no rule'):
        Gazetteer.from_records([{"name": "X", "case": "loud"}])


def test_add_and_remove() -> None:
    ports = Gazetteer.from_records([{"id": str(n), "name": f"Port {n}"} for n in range(50)])
    before = EntityMatcher(ports)
    ports.add([{"id": "x", "name": "Port Selda"}])
    ports.remove(["7", "8"])
    text = "Port 7, Port 9, Port Selda"
    assert [mention.text for mention in EntityMatcher(ports).find(text)] == ["Port 9", "Port Selda"]
    assert [mention.text for mention in before.find(text)] == ["Port 7", "Port 9"]
    assert len(ports) == 49
    assert "7" not in ports
    with pytest.raises(GazetteerError, match=r'record 1: the id "9" is there already .*; remove'):
        ports.add([{"id": "y", "name": "Y"}, {"id": "9", "name": "Z"}])
    with pytest.raises(GazetteerError, match='the id "7": no entity has it'):
        ports.remove(["9", "7"])
    assert "y" not in ports
    assert "9" in ports
    both = ports + Gazetteer.from_records([{"id": "9", "name": "Pier 9"}, {"id": "z", "name": "Quay"}])
    assert len(both) == 50
    assert both["9"]["name"] == "Pier 9"
    assert [mention.text for mention in EntityMatcher(both).find("Port 9, Pier 9, Quay")] == ["Pier 9", "Quay"]


def test_an_id_may_be_removed_twice_in_one_call() -> None:
    names = Gazetteer.from_records([{"id": "a", "name": "A"}, {"id": "b", "name": "B"}])
    names.remove(["a", "a"])
    assert list(names) == ["b"]
