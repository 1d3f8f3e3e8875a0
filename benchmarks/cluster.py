"""What a million articles cost on Spark: `python benchmarks/cluster.py [ARTICLES]`.

Articles of 3 kB in Parquet files go through `factbox.spark.analyze`, and the tables of sentences, mentions and figures
are written as Parquet, in local mode with a task for each core. Printed are the seconds, the seconds that cores have
worked, Java's start included, and what both come to for a million articles.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from texts import SEED, Writer


def worked() -> float:
    """Seconds that cores have worked for this process and those that have ended."""
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main(articles: int) -> None:
    import factbox.spark
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyspark import SparkContext, StorageLevel
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    cores = os.cpu_count() or 1
    writer = Writer(SEED)
    texts = [writer.article(typographic=n % 2 == 1, dense=False).text for n in range(articles)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pq.write_table(pa.table({"id": range(articles), "text": texts}), folder / "in.parquet", row_group_size=2000)
        del texts
        before = worked()
        session = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", False)
        spark = session.config("spark.driver.host", "127.0.0.1").config("spark.driver.memory", "4g").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        start = time.perf_counter()
        frames = factbox.spark.analyze(spark.read.parquet(str(folder / "in.parquet")).repartition(8 * cores))
        frames.documents.persist(StorageLevel.DISK_ONLY)
        for kind in ("sentences", "mentions", "figures"):
            getattr(frames, kind).write.parquet(str(folder / kind))
        seconds = time.perf_counter() - start
        rows = sum(spark.read.parquet(str(folder / kind)).count() for kind in ("sentences", "mentions", "figures"))
        spark.stop()
        gateway = SparkContext._gateway
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait()
        spent = worked() - before
    million = 1e6 / articles
    print(f"{articles:,} articles, {size:.0f} MB, {rows:,} rows, local[{cores}]")
    print(f"{seconds:.0f} s, {size / seconds:.1f} MB/s; cores worked {spent:.0f} s, {size / spent:.1f} MB/s of that")
    print(f"a million articles: {seconds * million / 60:.0f} minutes here, {spent * million / 3600:.2f} core hours")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
