"""factbox on Spark: the rows of a cluster are those of one machine."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import factbox
import pytest

pytest.importorskip("pyspark")
pyarrow = pytest.importorskip("pyarrow")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning")
KEYS = {"sentences": "sentence", "mentions": "mention", "figures": "figure"}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    options = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    session = SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
    yield session
    session.stop()


def report(number: int) -> str | None:
    if number % 97 == 0:
        return None
    people = f"Prime Minister Imad Khamis said {number:,} people fled Tehran – “too many”. " * (number % 4)
    return f"{people}Rice rose by {number % 100} percent in Qarmez, to ${number}.40."


def rows(table: Any, kind: str) -> Any:
    """The rows in order, compared as Arrow since there are many."""
    columns = getattr(factbox.analyze_many([]), kind).columns
    return table.select(columns).sort_by([("doc", "ascending"), (KEYS[kind], "ascending")])


def test_a_cluster_gives_the_rows_of_one_machine(spark: Any, tmp_path: Path) -> None:
    from factbox import spark as cluster

    path = tmp_path / "names.gazetteer"
    names = factbox.Gazetteer.from_records([{"id": "q", "label": "PLACE", "name": "Qarmez"}])
    names.save(path)
    ids, texts = list(range(20_000)), [report(number) for number in range(20_000)]
    reports = spark.createDataFrame(list(zip(ids, texts, strict=True)), "number long, body string").repartition(7)
    frames = cluster.analyze(reports, text="body", id="number", gazetteer=path)
    frames.documents.persist()
    expected = factbox.analyze_many(texts, ids=ids, gazetteer=names)
    for kind in KEYS:
        got = rows(getattr(frames, kind).toArrow(), kind)
        wanted = rows(getattr(expected, kind).to_arrow(), kind)
        assert got.num_rows > 20_000
        assert got.cast(pyarrow.schema([each.with_nullable(True) for each in wanted.schema])).equals(
            wanted.cast(pyarrow.schema([each.with_nullable(True) for each in wanted.schema]))
        )
    assert frames.documents.count() == 20_000
    assert frames.errors.count() == 0
    assert "q" in {row["entity"] for row in frames.mentions.select("entity").distinct().collect()}


def test_ids_keep_their_type_and_a_gazetteer_may_be_sent(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factbox import spark as cluster

    path = tmp_path / "sent.gazetteer"
    factbox.Gazetteer.from_records([{"id": "q", "name": "Qarmez"}]).save(path)
    spark.sparkContext.addFile(str(path))
    frame = spark.createDataFrame([("a", "In Qarmez five fled."), ("b", None)], "id string, text string")
    [mention] = cluster.analyze(frame, gazetteer="elsewhere/sent.gazetteer").mentions.collect()
    assert (mention["doc"], mention["entity"]) == ("a", "q")


def test_what_will_not_do_is_told_at_once(spark: Any) -> None:
    from factbox import spark as cluster

    frame = spark.createDataFrame([(1, 2)], "id long, text long")
    with pytest.raises(TypeError, match="'text' is of type bigint"):
        cluster.analyze(frame)
    with pytest.raises(factbox.LanguageError):
        cluster.analyze(frame, lang="xx")
