# make run   environment, pinned install, the daemon on config.yaml
# make test  everything that must hold
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check demo bench soak browser lock

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

run: $(VENV)/.installed
	$(BIN)/monitor run

demo: $(VENV)/.installed
	$(BIN)/monitor demo

check: $(VENV)/.installed-dev
	$(BIN)/ruff check monitor tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports

# what the desk's browser tests need: a Chromium, and axe-core (tests only, kept out of the repository)
AXE := axe-core-4.10.3
browser: .browser/package/axe.min.js
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }

.browser/package/axe.min.js:
	mkdir -p .browser
	cd .browser && npm pack --silent $(subst core-,core@,$(AXE)) >/dev/null && tar xzf $(AXE).tgz && touch package/axe.min.js

# the versions of constraints.txt with the hashes of all their files, for the image; uv is asked for nothing else
lock: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet --disable-pip-version-check uv
	{ echo '# Written by `make lock` from pyproject.toml and constraints.txt: the same versions, with the hashes of their files.'; \
	  $(VENV)/lock/bin/uv pip compile pyproject.toml --extra pdf --extra apprise -c constraints.txt --universal \
	    --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet; } > requirements.lock.new
	mv requirements.lock.new requirements.lock

# The tests' many small databases are kept in memory where it has a gigabyte to spare: a commit waits for a disk, and
# nobody pulls the plug here. Bytecode is made once, not by each of the processes that the tests start.
SCRATCH := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 1000000 { print "/dev/shm" }')
test: check
	$(BIN)/python -m compileall -q monitor tests
	$(if $(SCRATCH),TMPDIR=$(SCRATCH)) $(BIN)/pytest -n 2 --dist worksteal

.PHONY: release-check
# licences and SBOM from what is installed, then the audit, which needs a network and pip-audit
release-check: $(VENV)/.installed-dev
	mkdir -p dist
	$(BIN)/python scripts/supply.py licences > docs/licences.md
	$(BIN)/python scripts/supply.py sbom > dist/sbom.cdx.json
	$(BIN)/pytest tests/attack -p no:xdist
	$(BIN)/pip-audit -r constraints.txt --no-deps

.PHONY: bench bench-long
# the rows of bench/README.md's table, each bench beside its peers; about ten minutes of an idle machine
bench: $(VENV)/.installed-bench
	$(BIN)/python bench/table.py

# a million articles (kept in bench/.million), the pace of ten minutes upon them, polling of 2,000 feeds; an hour
bench-long: $(VENV)/.installed-bench
	rm -rf bench/.million
	$(BIN)/python bench/growth.py --million --keep bench/.million
	$(BIN)/python bench/start.py --database bench/.million/growth.sqlite
	$(BIN)/python bench/pace.py --database bench/.million/growth.sqlite
	$(BIN)/python bench/poll.py --sources 2000

# peers and Dask; the pip of some Pythons fails on them
$(VENV)/.installed-bench: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench,cluster]'
	touch $@

# long runs: five hundred deaths of the daemon, three simulated days of 500 sources, ten minutes of broken input; each
# prints its figures
soak: $(VENV)/.installed-dev
	$(BIN)/python -m tests.crash --kills 500 --seed 1
	$(BIN)/python bench/soak.py --scale 1 --seed 1
	$(BIN)/python -m tests.attack --seconds 600 --seed 1
