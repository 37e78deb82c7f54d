# `make help` tells what there is. All it needs is Python 3.11 to 3.13; everything else is put into .venv and node_modules.

PYTHON ?= python3
PORT ?= 3978
PLAYGROUND_PORT ?= 56150
CLIENT ?= playground
WORKERS ?= 4
ARGS ?=
UPGRADE ?=

BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url \
	--custom-compile-command "make lock" $(UPGRADE) pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help setup run check test coverage bench faults format lock browser

help:  ## Tell what there is
	@grep -hE '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## */\1\t/' | expand -t 12

setup: .venv/.installed node_modules/.installed  ## Install everything that is needed; quick when nothing has changed

run: setup  ## Run the bot and the Agents Playground (CLIENT=terminal: talk in the terminal; PORT=, PLAYGROUND_PORT=)
ifeq ($(CLIENT),terminal)
	@echo "Type hej, or describe a task. Ctrl-D ends it; what was said is kept in var/."
	@$(BIN)/python app.py chat $(ARGS)
else
	@$(BIN)/python playground.py --port $(PORT) --playground-port $(PLAYGROUND_PORT)
endif

check: setup  ## Format, lint, types, imports, content, docs, unit tests: before every commit, two minutes at most
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python app.py knowledge check
	$(BIN)/pytest -m "not slow" -n $(WORKERS)

test: setup browser  ## All tests, also those with a browser, PostgreSQL and other processes: ten minutes at most
	$(BIN)/pytest -m "not thorough" -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

coverage: setup browser  ## All tests, and which lines and branches they did not reach (also in htmlcov/)
	$(BIN)/pytest -m "not thorough" -n $(WORKERS) --cov --cov-report=term-missing:skip-covered --cov-report=html $(ARGS)

bench: setup  ## Measure turns beside two peers (ARGS="--seconds 5 --repeat 3"), cases, reading and finding, the pages, editing
	$(BIN)/python -m benchmarks.turns $(ARGS)
	$(BIN)/python -m benchmarks.cases
	$(BIN)/python -m benchmarks.knowing
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.editing

faults: setup browser  ## All tests at their full sizes, by chance instead of the same each time: for an hour by hand
	PROPERTY_RUNS=large PICTURES=1 $(BIN)/pytest -n $(WORKERS) $(ARGS)

format: setup  ## Put the code into its form, and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/.installed  ## Make the locks again after a change of dependencies (UPGRADE=--upgrade: newest versions)
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --group dev --constraints requirements.txt --output-file requirements-dev.txt
	$(BIN)/npm install --package-lock-only

browser: setup  ## Get Chromium for the tests, where this machine has none
	@command -v chromium chromium-browser google-chrome >/dev/null || $(BIN)/playwright install chromium

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11 to 3.13 is needed: make setup PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc | .venv/.installed
	$(BIN)/npm ci --silent
	@touch $@
