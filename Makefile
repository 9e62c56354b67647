# saring: what a person or CI asks for. `make` alone prints it.
SHELL := /bin/bash
SHARED ?= ../shared
OUT ?= out
SWIFT ?= swift
RELEASE := -c release --static-swift-stdlib
BIN = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)
# header:package of the C libraries that the build needs
HEADERS := zlib.h:zlib1g-dev sqlite3.h:libsqlite3-dev
SOURCES := Sources Tests Package.swift

.PHONY: help deps build run check test fault lint format rules golden golden-update score floors conformance clean
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
	$(MAKE) --no-print-directory rules golden

test: deps ## the unit tests
	$(SWIFT) test --disable-xctest

fault: build ## kill a run 200 times and compare; takes some minutes
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

clean: ## remove what was built
	rm -rf .build $(OUT)
