# Everything a developer or a user does, by name. A second run of any target installs nothing.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# The first that starts and is new enough: a name on the PATH may be a shim for a version that is not there.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
BIN := .venv/bin
UV_VERSION := 0.13.9
FAKE_ID = $(shell $(BIN)/python -c "from tests.fake_reddit.server import CLIENT_ID as x; print(x)")
FAKE_SECRET = $(shell $(BIN)/python -c "from tests.fake_reddit.server import CLIENT_SECRET as x; print(x)")

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/' | expand -t 14

setup: .venv/installed ## make .venv and install the requirements

demo: .venv/installed ## scan the bundled sample end to end and show its pain points
	@$(BIN)/python cli.py demo

run: .venv/installed ## run the API, a worker and the embedded broker until Ctrl-C
	@$(BIN)/python cli.py up

run-with-fake-reddit: .venv/installed ## like run, beside a Reddit of our own: live scans without an account
	@$(BIN)/python -m tests.fake_reddit --port 8100 & trap "kill $$!" EXIT; sleep 1; \
	REDDIT_BASE_URL=http://127.0.0.1:8100 REDDIT_CLIENT_ID=$(FAKE_ID) REDDIT_CLIENT_SECRET=$(FAKE_SECRET) \
	REDDIT_QUERIES_PER_MINUTE=6000 $(BIN)/python cli.py up

doctor: .venv/installed ## say what works here, and what mends what does not
	@$(BIN)/python cli.py doctor

test: .venv/installed-dev ## run the tests
	@$(BIN)/python -m pytest -q

test-postgres: .venv/installed-dev ## run them on a PostgreSQL server that is started for it
	@$(BIN)/python -m tests.postgres -q tests/models tests/actors tests/api tests/e2e/test_two_workers.py

test-browser: .venv/installed-dev ## drive the dashboard in headless Chromium, which must be there (apt-get install chromium)
	@$(BIN)/python -m pytest -q -m browser tests/browser

screenshots: .venv/installed-dev ## photograph each page of the dashboard, on scans of the sample, into docs/
	@$(BIN)/python -m tests.browser.screenshots

chaos: .venv/installed-dev ## kill, freeze and wipe real processes under real scans, and check the history of every scan
	@$(BIN)/python -m pytest -q -m chaos tests/chaos

# Those whose outcome hangs on how a database keeps writers apart. All of them: python -m tests.postgres -m chaos tests/chaos
CHAOS_ON_POSTGRES := $(addprefix tests/chaos/test_,worker_death.py duplicates.py zombies.py start_limit.py)

chaos-postgres: .venv/installed-dev ## the faults that concern the database, on PostgreSQL
	@$(BIN)/python -m tests.postgres -q -m chaos $(CHAOS_ON_POSTGRES)

soak: .venv/installed-dev ## the same at random for some minutes: 300 scans, a fixed seed; prints the table of BENCHMARKS.md
	@$(BIN)/python -m tests.chaos.soak --scans 300 --seed 7

check: .venv/installed-dev ## lint, format, types, architecture and tests: all that CI asks for
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/python -m pytest -q

format: .venv/installed-dev ## format the code and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-dev ## measure speed, memory and quality; prints the tables of BENCHMARKS.md
	@$(BIN)/python -m benchmarks

bench-speed: .venv/installed-dev ## time the engine on 1,000 to 100,000 documents beside TF-IDF; SPEED_SIZES=1000000 for more
	@$(BIN)/python -m benchmarks speed

bench-quality: .venv/installed-dev ## group, detect and rank on labelled sets, beside others
	@$(BIN)/python -m benchmarks grouping detection ranking

.cache/train/installed: requirements-train.txt requirements-teacher.txt
	@$(PYTHON) -m venv .cache/train
	@.cache/train/bin/pip install --quiet --requirement requirements-train.txt
	@.cache/train/bin/pip install --quiet --no-deps --requirement requirements-teacher.txt
	@touch $@

train: .venv/installed-dev .cache/train/installed ## retrain the detector from the data beside the repository; takes an hour and a half
	@$(BIN)/python -m training.contextual --data ../shared/data/detect --python .cache/train/bin/python
	@$(BIN)/python -m training.detect --data ../shared/data/detect

lock: .venv/installed ## resolve requirements*.in into requirements*.txt, with hashes
	$(BIN)/uv pip compile $(LOCK_OPTIONS) requirements.in -o requirements.txt
	$(BIN)/uv pip compile $(LOCK_OPTIONS) requirements-dev.in -o requirements-dev.txt

clean: ## delete .venv and the caches, never data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

LOCK_OPTIONS := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

# uv installs in seconds what takes pip a minute; where it cannot be had, pip installs the same from the same hashes.
INSTALL = if $(BIN)/uv --version >/dev/null 2>&1; \
	then $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi

.venv/made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found. Set PYTHON=/path/to/python3."; exit 1; }
	@echo "Making .venv and installing the requirements (once) …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) || echo "no uv here, going on with pip"
	@touch $@

.venv/installed: .venv/made requirements.txt
	@$(call INSTALL,requirements.txt)
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@$(call INSTALL,requirements-dev.txt)
	@touch $@

.PHONY: help setup demo run run-with-fake-reddit doctor test test-postgres test-browser screenshots chaos chaos-postgres soak check format bench bench-speed bench-quality train lock clean
