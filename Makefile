# saring: what a person or CI asks for. `make` alone prints it.
SHELL := /bin/bash
SHARED ?= ../shared
OUT ?= out
SWIFT ?= swift
RELEASE := -c release --static-swift-stdlib
PREFIX ?= /usr/local
DESTDIR ?=
BIN = $(shell $(SWIFT) build $(RELEASE) --show-bin-path 2>/dev/null || readlink -f .build/release)
# header:package of the C libraries that the build needs
HEADERS := zlib.h:zlib1g-dev sqlite3.h:libsqlite3-dev
SOURCES := Sources Tests Package.swift

.PHONY: help deps build run check test fault lint format rules golden golden-update score floors conformance bench bench-peers fuzz clean
.PHONY: install uninstall deb test-install embedding docs spark-test bench-pipeline
help: ## what make can do
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 16

deps: ## find the C headers the build needs; install them where that is allowed
	@command -v $(SWIFT) >/dev/null || { echo "no swift: install a Swift 6.3 toolchain (https://www.swift.org/install/linux) and put it on PATH"; exit 1; }
	@for pair in $(HEADERS); do header=$${pair%%:*}; package=$${pair##*:}; \
	  echo "#include <$$header>" | $$(command -v clang || command -v cc || command -v gcc) -E -x c - >/dev/null 2>&1 && continue; \
	  echo "$$header is missing"; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -q && apt-get install -qy $$package; \
	  elif sudo -n true 2>/dev/null; then sudo apt-get update -q && sudo apt-get install -qy $$package; \
	  else echo "install it with: sudo apt-get install $$package"; exit 1; fi; done

build: deps ## build in release
	@$(SWIFT) build $(RELEASE) 1>&2

run: build ## the main job over the pages in Corpus/: records on standard output, a summary on standard error
	@$(BIN)/saring run $$(ls Corpus/*/page.*)

check: deps lint ## build, lint, test, run the rules' examples and the golden cases
	$(SWIFT) build
	$(SWIFT) test --disable-xctest
	$(MAKE) --no-print-directory rules golden embedding

test: deps ## the unit tests
	$(SWIFT) test --disable-xctest

fault: build ## 100 000 pages, damaged and hostile dumps, a line of a gigabyte, with figures; then 200 kills; takes some minutes
	@.ci/fault "$(BIN)/saring" Rules Corpus "$(OUT)"
	$(SWIFT) build --build-tests
	SARING_KILLS=200 SARING_BIN=$(BIN)/saring $(SWIFT) test --skip-build --disable-xctest --filter Killed

lint: ## formatting and style, strictly
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

format: ## format all sources in place
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

rules: deps ## check the rule pack and run its examples
	@$(SWIFT) build --product saring 1>&2
	$$($(SWIFT) build --show-bin-path)/saring rules check --rules Rules
	$$($(SWIFT) build --show-bin-path)/saring rules test --rules Rules

golden: deps ## compare every case of Corpus/ with its expected files, stage by stage
	@$(SWIFT) build --product workbench 1>&2
	$$($(SWIFT) build --show-bin-path)/workbench golden check Corpus Rules

golden-update: deps ## write the expected files anew; read the diff before you commit it
	@$(SWIFT) build --product workbench 1>&2
	$$($(SWIFT) build --show-bin-path)/workbench golden update Corpus Rules

score: build ## score against the gold in $(SHARED): the table, the contract, the table with other people's names
	@.ci/score "$(SHARED)" "$(OUT)" "$(BIN)"

floors: score ## fail where a figure of the last score fell below Corpus/floors.json
	@git show HEAD~1:Corpus/floors.json > $(OUT)/floors-before.json 2>/dev/null || cp Corpus/floors.json $(OUT)/floors-before.json
	@$(BIN)/workbench floors Corpus/floors.json $(OUT)/floors-before.json $(OUT)/score.json

conformance: build ## the html5lib tests in $(SHARED)
	@$(BIN)/workbench conformance "$(SHARED)/data/html5lib"

embedding: deps ## build a package of its own that embeds the library, and compare its records with the program's
	@$(SWIFT) build --product saring 1>&2
	@SWIFT="$(SWIFT)" .ci/embedding "$$($(SWIFT) build --show-bin-path)/saring" Rules Corpus "$(OUT)"

install: ## put program, rules, man page and completions below PREFIX (/usr/local), and DESTDIR
# Under sudo there is often no swift on PATH: what was built is taken.
	@if command -v $(SWIFT) >/dev/null; then $(MAKE) --no-print-directory build; \
	elif [ ! -x "$(BIN)/saring" ]; then echo "nothing is built yet: make build"; exit 1; fi
	@.ci/package/install "$(BIN)/saring" Rules "$(PREFIX)" "$(DESTDIR)"

uninstall: ## take away what install put there
	@.ci/package/install --uninstall "$(PREFIX)" "$(DESTDIR)"

deb: build ## a Debian package in OUT
	@mkdir -p "$(OUT)" && .ci/package/deb "$(BIN)/saring" Rules "$(OUT)"

test-install: deb ## install into a folder of its own and run what is installed; the package too
	@.ci/package/test "$(BIN)/saring" Rules Corpus "$$(ls -t $(OUT)/saring_*.deb | head -1)"

docs: deps ## pages about the library's public API, in OUT/docs
	@$(SWIFT) build --target Saring 1>&2
	@SWIFT="$(SWIFT)" .ci/docs "$(OUT)"

spark-test: build ## the Spark job of .ci/spark on a local cluster gives the records of one process (Java, PySpark from PyPI)
	@.ci/spark/test "$(BIN)/saring" Rules Corpus "$(OUT)"

bench-pipeline: build ## speed, start-up and memory against trafilatura, spaCy and dateparser (from PyPI) on the same pages
	@.ci/bench/pipeline "$(BIN)/saring" Rules "$(SHARED)" Corpus "$(OUT)"

$(OUT)/bench/%.jsonl: ; @mkdir -p $(@D); python3 "$(SHARED)/score/html_bench.py" export "$(SHARED)/data/$*" > $@ 2>/dev/null || rm -f $@
BENCH_DUMPS = $(if $(wildcard $(SHARED)/data/html-bench),$(OUT)/bench/html-bench.jsonl $(OUT)/bench/html-id.jsonl)

bench: build $(BENCH_DUMPS) ## the speed of each stage in MB/s and pages/s, on the pages of $(SHARED) or on generated ones
	@$(BIN)/workbench bench Rules --json $(OUT)/bench.json $(BENCH_DUMPS) $(wildcard $(SHARED)/data/dev/*.jsonl)

bench-peers: build $(BENCH_DUMPS) ## the same beside lexbor, resiliparse and trafilatura, interleaved in one run
	@test -d $(OUT)/venv || { python3 -m venv $(OUT)/venv && $(OUT)/venv/bin/pip -q install selectolax resiliparse trafilatura lxml_html_clean; }
	@$(OUT)/venv/bin/python .ci/bench-peers $(BIN)/workbench Rules $(OUT)/bench-peers.json $(BENCH_DUMPS)

FUZZ_SECONDS ?= 120
fuzz: ## run each fuzz target of Tests/Fuzz for $(FUZZ_SECONDS) seconds
	@for target in tree article json rules dump text page; do .ci/fuzz $$target "$(OUT)" $(FUZZ_SECONDS) || exit 1; done

clean: ## remove what was built
	rm -rf .build $(OUT)
