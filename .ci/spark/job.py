"""saring under Apache Spark: pages in, records out.

  spark-submit --files saring --archives rules.tgz#rules job.py PAGES OUT [--partitions N] [--parquet]
  spark-submit … job.py 'hdfs:///news/*.warc.gz' OUT --whole-files [--cat 'hdfs dfs -cat'] [--parquet]

PAGES is whatever Spark reads as text (files, folders, globs, hdfs://, s3a://), a page a line: {id?, url?, title?, text|html}. With
--whole-files it is a glob of files of any kind that saring reads (WARC, tar, tables, zipped or not): each is a partition, and goes through
the command of --cat ('cat', for files that every worker sees) to a saring of its own, as a stream: no file is ever held in memory.
OUT gets incidents/, articles/ and failures/, lines as `saring run` writes them; with --parquet incidents.parquet too.
One saring runs a partition, on one core, so that Spark's own scheduling holds. It needs no network and keeps about 30 MB.
"""
import argparse
import shlex

from pyspark import StorageLevel
from pyspark.sql import SparkSession

SARING = "./saring run - --jobs 1 --quiet --rules rules --articles - --quarantine -"
# Exit code 1 only says that some pages failed (they are in failures/), 66 that the partition has none. Anything else fails the task, and
# Spark tries it again.
LINES = f"{SARING} --format jsonl; code=$?; [ $code -le 1 ] || [ $code -eq 66 ]"
FILES = (
    "set -o pipefail; while read -r path; do %s \"$path\" | " + SARING + " --format %s; code=$?; [ $code -le 1 ] || [ $code -eq 66 ] || exit $code; done"
)
KINDS = {"incidents": "saring.incident/1", "articles": "saring.article/1", "failures": "saring.failure/1"}


def files(spark, pattern):
    """The files of a glob, on whatever file system it names."""
    path = spark._jvm.org.apache.hadoop.fs.Path(pattern)
    found = path.getFileSystem(spark._jsc.hadoopConfiguration()).globStatus(path) or []
    names = sorted(status.getPath().toString() for status in found)
    return [name.removeprefix("file:") for name in names]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pages")
    parser.add_argument("out")
    parser.add_argument("--partitions", type=int, help="default: as Spark splits the input")
    parser.add_argument("--whole-files", metavar="FORMAT", nargs="?", const="warc", help="a partition a file, of saring's FORMAT (default: warc)")
    parser.add_argument("--cat", default="cat", help="what prints a file (default: cat)")
    parser.add_argument("--parquet", action="store_true")
    options = parser.parse_args()
    spark = SparkSession.builder.appName("saring").getOrCreate()
    if options.whole_files:
        paths = files(spark, options.pages)
        if not paths:
            raise SystemExit(f"no file fits {options.pages}")
        pages = spark.sparkContext.parallelize(paths, len(paths))
        command = FILES % (options.cat, options.whole_files)
    else:
        pages = spark.sparkContext.textFile(options.pages, options.partitions)
        if options.partitions:
            pages = pages.repartition(options.partitions)
        command = LINES
    # Kept, or each of the three outputs would read the pages again.
    records = pages.pipe(f"bash -c {shlex.quote(command)}", checkCode=True).persist(StorageLevel.DISK_ONLY)
    for name, schema in KINDS.items():
        start = '{"schema":"%s"' % schema
        records.filter(lambda line, start=start: line.startswith(start)).saveAsTextFile(f"{options.out}/{name}")
    if options.parquet:
        spark.read.json(f"{options.out}/incidents").write.parquet(f"{options.out}/incidents.parquet")
    spark.stop()


if __name__ == "__main__":
    main()
