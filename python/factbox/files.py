"""What other libraries do for tables: bars and Parquet files. Each is imported only when it is asked for."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factbox import Table


def bar(total: int | None) -> Any:
    """A bar of tqdm that counts documents, in a notebook or a terminal."""
    if find_spec("tqdm") is None:
        raise ModuleNotFoundError("progress=True needs tqdm: pip install tqdm", name="tqdm")
    return importlib.import_module("tqdm.auto").tqdm(total=total, unit=" documents", unit_scale=True)


def library(name: str, wanted_by: str) -> Any:
    """Another library; the error for one that is not installed says what to install."""
    if find_spec(name) is None:
        raise ModuleNotFoundError(f"{wanted_by} needs {name}: pip install {name}", name=name)
    return importlib.import_module(name)


def write_parquet(table: Table, path: Path) -> None:
    """Writes a table by pyarrow, or by Polars where that is what there is."""
    if find_spec("pyarrow") is not None:
        importlib.import_module("pyarrow.parquet").write_table(table.to_arrow(), path)
    elif find_spec("polars") is not None:
        table.to_polars().write_parquet(path)
    else:
        raise ModuleNotFoundError("Parquet needs Polars or pyarrow: pip install polars", name="polars")
