"""factbox on a Spark cluster: data frames of sentences, mentions and figures, by `mapInArrow` (PySpark 4).

    frames = factbox.spark.analyze(reports, text="text", id="id", gazetteer="/data/names.gazetteer")
    frames.figures.write.parquet("figures")

Each task reads the texts of its partition with one thread, since Spark has a task for each core. The rows are those of
`factbox.analyze_many`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute
from pyspark import SparkFiles
from pyspark.sql import types

import factbox

KINDS = ("sentences", "mentions", "figures")
TYPES = {pa.int64(): types.LongType(), pa.float64(): types.DoubleType(), pa.string(): types.StringType()}


class Frames(NamedTuple):
    """What Spark makes of the texts, once an action asks for it.

    `documents` has a row for each text: its `doc`, `error` where it could not be read, and its `sentences`, `mentions`
    and `figures` as arrays. The others are made from it, each with its own columns. Persist `documents` before you
    write more than one of them, or each reads the texts anew.
    """

    documents: Any
    sentences: Any
    mentions: Any
    figures: Any
    errors: Any


def analyze(
    df: Any, *, text: str = "text", id: str = "id", gazetteer: str | os.PathLike[str] | None = None, lang: str = "en"
) -> Frames:
    """Reads the texts of a data frame whole: their sentences, names and figures.

    Args:
        df: A data frame of Spark with a column of text, and a column that identifies each text, of any type.
        text: The column of texts; a null is a text without rows.
        id: The column that becomes `doc`.
        gazetteer: The path of a saved gazetteer on every executor, or of one sent there by `SparkContext.addFile`. It
            is mapped into memory, so that all tasks of an executor share it.
        lang: An ISO 639-1 code.

    Raises:
        TypeError: If the column is not of text.
        LanguageError: If there are no rules for the language.
    """
    factbox.analyze_many([], lang=lang)
    if not isinstance(df.schema[text].dataType, types.StringType):
        raise TypeError(f"the column {text!r} is of type {df.schema[text].dataType.simpleString()}, not string")
    path = None if gazetteer is None else os.fspath(gazetteer)
    fields = [types.StructField("doc", df.schema[id].dataType), types.StructField("error", types.StringType())]
    fields += [types.StructField(kind, types.ArrayType(row_type(kind))) for kind in KINDS]
    columns = df.select(df[id].alias("doc"), df[text].alias("text"))
    documents = columns.mapInArrow(reading(path, lang), types.StructType(fields))
    sentences, mentions, figures = (documents.selectExpr("doc", f"inline({kind})") for kind in KINDS)
    errors = documents.where("error is not null").select("doc", "error")
    return Frames(documents, sentences, mentions, figures, errors)


def row_type(kind: str) -> Any:
    """The columns of a table but for `doc`, as Spark calls their types."""
    schema = pa.schema(getattr(factbox.analyze_many([]), kind))
    return types.StructType([types.StructField(each.name, TYPES[each.type]) for each in schema if each.name != "doc"])


def reading(gazetteer: str | None, lang: str) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What runs on the executors: batches of `doc` and `text` to batches of documents."""

    def read(batches: Iterable[Any]) -> Iterator[Any]:
        names = None if gazetteer is None else opened(gazetteer)
        for batch in batches:
            tables = factbox.analyze_many(batch.column("text"), gazetteer=names, lang=lang, threads=1)
            yield documents(batch.column("doc"), tables)

    return read


def documents(ids: Any, tables: factbox.Tables) -> Any:
    """A row for each document, its rows of each table in an array."""
    errors: list[str | None] = [None] * len(ids)
    for row in tables.errors.to_dicts():
        errors[row["doc"]] = row["error"]
    columns = {"doc": ids, "error": pa.array(errors, pa.string())}
    for kind in KINDS:
        table = getattr(tables, kind).to_arrow().combine_chunks()
        counts = [0] * (len(ids) + 1)
        for counted in table.column("doc").value_counts().to_pylist():
            counts[counted["values"] + 1] = counted["counts"]
        ends = pa.compute.cumulative_sum(pa.array(counts, pa.int32()))
        rows = table.drop_columns(["doc"]).to_struct_array()
        rows = rows.combine_chunks() if isinstance(rows, pa.ChunkedArray) else rows
        columns[kind] = pa.ListArray.from_arrays(ends, rows)
    return pa.RecordBatch.from_pydict(columns)


@lru_cache(maxsize=8)
def opened(path: str) -> factbox.Gazetteer:
    """A gazetteer of an executor, opened once by each of its processes."""
    return factbox.Gazetteer.open(path if os.path.exists(path) else SparkFiles.get(os.path.basename(path)))
