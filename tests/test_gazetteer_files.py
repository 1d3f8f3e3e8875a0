"""Saved gazetteers: they open as they were, and damaged ones are refused."""

from pathlib import Path

import pytest
from factbox import EntityMatcher, Gazetteer, GazetteerError


def test_a_saved_gazetteer_opens_as_it_was(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "names.gazetteer"
    gazetteer.save(path)
    opened = Gazetteer.open(str(path))
    opened.verify()
    assert [opened[key] for key in opened] == [gazetteer[key] for key in gazetteer]
    text = "The U.N. saw the Selda  Star."
    assert EntityMatcher(opened).find(text) == EntityMatcher(gazetteer).find(text) != []
    assert [file.name for file in tmp_path.iterdir()] == ["names.gazetteer"]


def test_a_damaged_file_is_refused(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "names.gazetteer"
    gazetteer.save(path)
    whole = path.read_bytes()
    for damaged, message in [
        (b"", "too short"),
        (whole[:100], "too short"),
        (whole[:-1], "cut short"),
        (whole + b"\0", "its header tells of"),
        (b"id,name" + whole[7:], "no gazetteer"),
        (whole[:8] + b"\x09" + whole[9:], "version 9"),
        (whole[:20] + b"\x09" + whole[21:], "header was altered"),
    ]:
        path.write_bytes(damaged)
        with pytest.raises(GazetteerError, match=message):
            Gazetteer.open(path)
    path.write_bytes(whole[:260] + bytes([whole[260] ^ 1]) + whole[261:])
    with pytest.raises(GazetteerError, match=r"names\.gazetteer: .*damaged"):
        Gazetteer.open(path).verify()
    with pytest.raises(GazetteerError, match="check the path"):
        Gazetteer.open(tmp_path / "nowhere")
    with pytest.raises(GazetteerError):
        gazetteer.save(tmp_path / "nowhere" / "names")


def test_ids_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    path = tmp_path / "names.gazetteer"
    Gazetteer.from_records([{"id": f"port-{n}", "name": f"Harbour {n}"} for n in range(50)]).save(path)
    path.write_bytes(path.read_bytes().replace(b"port-7", b"zort-7"))
    with pytest.raises(GazetteerError, match=r"names\.gazetteer: it was altered: .*\"zort-7\".*save it again"):
        list(Gazetteer.open(path))
