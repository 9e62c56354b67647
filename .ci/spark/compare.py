"""The outputs of job.py against those of one process: compare.py RECORDS ONE.jsonl [--parquet], where ONE.articles.jsonl and ONE.failures.jsonl lie beside."""
import collections, glob, json, sys


def lines(pattern):
    return [line for path in sorted(glob.glob(pattern)) for line in open(path, encoding="utf-8")]


def told(line):
    # Where a page stood is another place in every partition.
    record = json.loads(line)
    record.pop("source", None), record.pop("line", None), record.pop("path", None)
    return json.dumps(record, sort_keys=True)


def failures(found):
    # The message tells the line of the partition.
    return collections.Counter((record["stage"], record["error"], record["bytes_sha256"]) for record in map(json.loads, found))


def parquet(records, one):
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    told = spark.read.parquet(f"{records}/incidents.parquet")
    expected = spark.read.schema(told.schema).json(one)
    assert expected.exceptAll(told).count() == 0 and told.exceptAll(expected).count() == 0, "Parquet differs"
    return told.count()


records, one = sys.argv[1], sys.argv[2]
base = one.removesuffix(".jsonl")
parts = [len(lines(path)) for path in sorted(glob.glob(f"{records}/articles/part-*"))]
assert sum(size > 0 for size in parts) > 1, f"one partition did it all: {parts}"
expected, found = lines(one), lines(f"{records}/incidents/part-*")
assert expected and sorted(expected) == sorted(found), "incidents differ"
assert collections.Counter(map(told, lines(f"{base}.articles.jsonl"))) == collections.Counter(map(told, lines(f"{records}/articles/part-*"))), "articles differ"
broken = failures(lines(f"{base}.failures.jsonl"))
assert broken and broken == failures(lines(f"{records}/failures/part-*")), "failures differ"
rows = f", {parquet(records, one)} rows of Parquet, the same values" if "--parquet" in sys.argv else ""
print(f"spark: {sum(parts)} articles in {len(parts)} partitions ({parts}), {len(found)} incident records, the same bytes as one process; {sum(broken.values())} failures{rows}")
