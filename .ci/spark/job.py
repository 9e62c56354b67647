"""saring under Apache Spark: JSON Lines of pages in, JSON Lines of records out.

  spark-submit --files saring --archives rules.tgz#rules job.py PAGES OUT [--partitions N] [--parquet]

PAGES is whatever Spark reads as text (files, folders, globs, hdfs://, s3a://), a page a line: {id?, url?, title?, text|html}. OUT gets
incidents/, articles/ and failures/, lines as `saring run` writes them; with --parquet incidents.parquet too.
One saring runs a partition, on one core, so that Spark's own scheduling holds. It needs no network and keeps about 30 MB.
"""
import argparse

from pyspark import StorageLevel
from pyspark.sql import SparkSession

# Exit code 1 only says that some pages failed (they are in failures/), 66 that the partition has none. Anything else fails the task, and
# Spark tries it again.
SARING = (
    "sh -c './saring run - --format jsonl --jobs 1 --quiet --rules rules --articles - --quarantine -;"
    " code=$?; [ $code -le 1 ] || [ $code -eq 66 ]'"
)
KINDS = {"incidents": "saring.incident/1", "articles": "saring.article/1", "failures": "saring.failure/1"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pages")
    parser.add_argument("out")
    parser.add_argument("--partitions", type=int, help="default: as Spark splits the input")
    parser.add_argument("--parquet", action="store_true")
    options = parser.parse_args()
    spark = SparkSession.builder.appName("saring").getOrCreate()
    pages = spark.sparkContext.textFile(options.pages, options.partitions)
    if options.partitions:
        pages = pages.repartition(options.partitions)
    # Kept, or each of the three outputs would read the pages again.
    records = pages.pipe(SARING, checkCode=True).persist(StorageLevel.DISK_ONLY)
    for name, schema in KINDS.items():
        start = '{"schema":"%s"' % schema
        records.filter(lambda line, start=start: line.startswith(start)).saveAsTextFile(f"{options.out}/{name}")
    if options.parquet:
        spark.read.json(f"{options.out}/incidents").write.parquet(f"{options.out}/incidents.parquet")
    spark.stop()


if __name__ == "__main__":
    main()
