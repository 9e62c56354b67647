#!/usr/bin/env python3
"""What a user would pick instead, and how it compares.

  peer.py read DUMP LISTS > records.jsonl                 trafilatura, spaCy blank("id") with an EntityRuler of the same lists, dateparser
  peer.py bench SARING RULES WORK ROUNDS FOLDER…          both over the HTML pages below the folders, in turn; the table, and WORK/pipeline.json

saring is run twice: with article records, which hold every entity as the peer's do, and for incident records alone, which is what `saring run`
does where nobody asks for more. The peer does less: no incidents, no speakers, no evidence, no flags. Times are CPU seconds of the process (one core each, other work on the
machine hardly changes them), medians of the rounds; start-up is what a run over no page costs, and is taken off before pages are divided by it.
"""
import gzip, importlib.metadata, json, os, pathlib, statistics, subprocess, sys, time

# Lists that name things, and the label that the ruler gives.
LISTS = {
    "countries": "COUNTRY", "foreign_places": "PLACE", "provinces": "PROVINCE", "regencies": "REGENCY", "agencies": "AGENCY", "missions": "AGENCY",
    "offices": "OFFICE", "ranks": "RANK", "sectors": "SECTOR", "harm_words": "HARM", "response_words": "RESPONSE", "person_terms": "PERSON_TERM",
    "laws": "LAW", "attribution_verbs": "SAYS",
}
MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember jan feb mar apr jun jul agu agt sep okt nov des".split()


def phrases(path):
    """Names and aliases of a list, without the marks of the rule language."""
    header = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        row = dict(zip(header, cells))
        for phrase in [row["name"], *row.get("aliases", "").split("|")]:
            phrase = phrase.strip().lstrip("~=")
            if phrase:
                yield phrase, row.get("code", "")


def pipeline(lists):
    import spacy

    nlp = spacy.blank("id")
    nlp.max_length = 10_000_000
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    patterns = [
        {"label": label, "pattern": phrase, "id": code}
        for name, label in LISTS.items()
        if (path := pathlib.Path(lists, name + ".tsv")).exists()
        for phrase, code in phrases(path)
    ]
    patterns.append({"label": "DATE", "pattern": [{"IS_DIGIT": True}, {"LOWER": {"IN": MONTHS}}, {"IS_DIGIT": True, "OP": "?"}]})
    ruler.add_patterns(patterns)
    return nlp, len(patterns)


def read(dump, lists):
    import dateparser, trafilatura

    nlp, _ = pipeline(lists)
    settings = {"DATE_ORDER": "DMY"}
    for line in open(dump, encoding="utf-8"):
        page = json.loads(line)
        found = trafilatura.bare_extraction(page["html"], favor_precision=True)
        record = {"id": page["id"], "title": found.title if found else None, "published": found.date if found else None, "entities": []}
        body = found.text if found and found.text else ""
        for entity in nlp(body).ents:
            value = entity.ent_id_
            if entity.label_ == "DATE":
                date = dateparser.parse(entity.text, languages=["id"], settings=settings)
                value = date.date().isoformat() if date else None
            record["entities"].append({"label": entity.label_, "value": value, "text": entity.text, "start": entity.start_char, "end": entity.end_char})
        print(json.dumps({**record, "body": body}, ensure_ascii=False))


def pages(folders, out):
    """One dump for both, so that they read the same characters."""
    count = size = 0
    with open(out, "w", encoding="utf-8") as dump:
        for folder in folders:
            for path in sorted(pathlib.Path(folder).rglob("*")):
                if not path.name.endswith((".html", ".htm", ".html.gz")):
                    continue
                data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                dump.write(json.dumps({"id": f"{path.parent.name}/{path.name}", "html": data.decode("utf-8", "replace")}, ensure_ascii=False) + "\n")
                count, size = count + 1, size + len(data)
    return count, size


def run(command):
    """CPU seconds, wall seconds, peak memory in MB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # 1: some page failed; 66: there was none, as for start-up.
    if process.returncode not in (0, 1, 66):
        sys.exit(f"{command[0]} ended with {process.returncode}: {message.decode()[-2000:]}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def bench(saring, rules, work, rounds, folders):
    work = pathlib.Path(work)
    work.mkdir(parents=True, exist_ok=True)
    dump, none = work / "pages.jsonl", work / "none.jsonl"
    count, size = pages(folders, dump)
    if not count:
        sys.exit(f"no HTML page below {' '.join(folders)}")
    none.write_text("")

    def repeated(pages):
        """So many pages that the program's own start, which is taken off, is small beside them: the dump, and how often it holds each."""
        times, path = max(1, pages // count), work / f"pages-{pages}.jsonl"
        with open(path, "w", encoding="utf-8") as out:
            for round in range(times):
                for line in open(dump, encoding="utf-8"):
                    out.write('{"id":"%d/' % round + line[8:])
        return path, times

    many, fewer = repeated(3000), repeated(300)
    lists = os.path.join(rules, "lists")
    alone = lambda dump: [saring, "run", str(dump), "--jobs", "1", "--quiet", "--rules", rules]
    ours = lambda dump: [*alone(dump), "--articles", "/dev/null"]
    theirs = lambda dump: [sys.executable, __file__, "read", str(dump), lists]
    samples = {"saring": [], "records": [], "peer": []}
    for round in range(rounds):
        for name, command, full, share in (("saring", ours, *many), ("records", alone, *many), ("peer", theirs, *fewer)):
            start = run(command(none))
            whole = run(command(full))
            samples[name].append({
                "startup_seconds": start[0], "startup_wall_seconds": start[1], "startup_mb": start[2], "cpu_seconds": whole[0], "wall_seconds": whole[1],
                "peak_mb": whole[2], "pages_per_second": count * share / (whole[0] - start[0]), "mb_per_second": size * share / (whole[0] - start[0]) / 1e6,
            })
            print(f"round {round + 1} {name}: {samples[name][-1]['pages_per_second']:.1f} pages/s", file=sys.stderr)
    median = {name: {key: statistics.median(row[key] for row in rows) for key in rows[0]} for name, rows in samples.items()}
    ratio, ratio_alone = (
        statistics.median(a["pages_per_second"] / b["pages_per_second"] for a, b in zip(samples[name], samples["peer"])) for name in ("saring", "records")
    )
    result = {
        "pages": count, "bytes": size, "rounds": rounds, "ratio": ratio, "ratio_records_alone": ratio_alone, "median": median, "samples": samples, "phrases": pipeline(lists)[1],
        "versions": {name: importlib.metadata.version(name) for name in ("trafilatura", "spacy", "dateparser")}, "load": os.getloadavg()[0],
    }
    (work / "pipeline.json").write_text(json.dumps(result, indent=1) + "\n")
    print(f"{count} HTML pages, {size / count / 1000:.0f} kB on average; medians of {rounds} rounds in turn, one core each, CPU time")
    print(f"{'':22}{'with articles':>16}{'records alone':>16}{'Python':>16}")
    for key, what in (("pages_per_second", "pages/s"), ("mb_per_second", "MB/s"), ("startup_seconds", "start-up, CPU s"), ("startup_wall_seconds", "start-up, s"), ("peak_mb", "peak memory, MB")):
        print(f"{what:22}" + "".join(f"{median[name][key]:16.3f}" for name in samples))
    print(f"saring is {ratio:.1f} x, for records alone {ratio_alone:.1f} x the Python pipeline (trafilatura, spaCy EntityRuler with {result['phrases']} phrases, dateparser)")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["read", dump, lists]:
            read(dump, lists)
        case ["bench", saring, rules, work, rounds, *folders]:
            bench(saring, rules, work, int(rounds), folders)
        case _:
            sys.exit(__doc__)
