# Everything runs in .venv, built once from the hash-pinned requirements.lock.
# Needed beforehand: make, and Python 3.11 or newer (another one: make PYTHON=python3.12 …).

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq install --root-user-action=ignore
TEST_JOBS ?= 2

.PHONY: help setup nightly report serve test fuzz torture audit check bench docs lock clean .atheris

help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## build .venv from requirements.lock and install the project into it

nightly: setup ## run the nightly flow on the samples: articles -> claims -> warehouse -> comparison
	@$(BIN)/conflict-figures nightly

report: setup ## build the site of what is published into report/
	@$(BIN)/conflict-figures report

serve: setup ## build the site and show it at 127.0.0.1:8000 until stopped
	@$(BIN)/conflict-figures report --serve

test: setup ## run all tests (more: make test ARGS='-k words -x')
	@$(BIN)/python -m pytest -n $(TEST_JOBS) --dist loadfile $(ARGS)

fuzz: setup .atheris ## look for new counter-examples: 5,000 random examples a property, then two minutes of fuzzing a parser
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n $(TEST_JOBS) -m hypothesis tests $(ARGS)
	@$(BIN)/python -m tests.torture --only 'fuzzing,guided fuzzing' --seconds 480 $(if $(SEED),--seed $(SEED))

torture: setup .atheris ## try to break every promise of the night watch, ten minutes (some: make torture ONLY=kills,damage SEED=1)
	@$(BIN)/python -m tests.torture $(if $(ONLY),--only "$(ONLY)") $(if $(SEED),--seed $(SEED)) $(ARGS)

.atheris: $(VENV)/.locked
	@test -e $(VENV)/.atheris || $(PIP) --require-hashes --no-deps --only-binary :all: \
		--target $(VENV)/.atheris -r tests/fuzz/requirements.txt 2>/dev/null \
		|| echo 'There is no atheris for this machine or Python: fuzzing by hypothesis only.'

audit: $(VENV)/.audit ## look the locked packages up among the known vulnerabilities; one that cannot be looked up is a failure
	@$(VENV)/.audit/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip --strict --progress-spinner off

check: setup ## lint, formatting, types, import directions
	@echo 'ruff check';  $(BIN)/ruff check --quiet .
	@echo 'ruff format'; $(BIN)/ruff format --quiet --check --diff .
	@echo 'mypy';        $(BIN)/mypy --no-error-summary
	@echo 'imports';     $(BIN)/lint-imports --no-logo

bench: setup ## measure accuracy, speed and memory (some: make bench ONLY=name,…; SAVE=1 makes them the baseline)
	@$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY)) $(if $(SAVE),--save)

docs: setup ## write the generated pages anew, check every link, build the documents into build/docs
	@$(BIN)/python -m warehouse.meanings > docs/columns.md
	@$(BIN)/python -m flows.reference > docs/reference/settings.md
	@$(BIN)/python -m typer flows.cli utils docs --name conflict-figures --title 'The command' \
		--output docs/reference/cli.md >/dev/null
	@$(BIN)/zensical build --strict --clean
	@echo 'build/docs/index.html'

lock: $(VENV)/.uv ## write requirements.lock after pyproject.toml (newer versions: make lock ARGS=--upgrade)
	@$(VENV)/.uv/bin/uv pip compile --quiet $(ARGS) --universal --python-version 3.11 --extra dev \
		--generate-hashes --strip-extras --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		pyproject.toml --output-file requirements.lock
	@echo 'requirements.lock is written; `make test check` before it is committed'

clean: ## remove .venv and every cache; the warehouse stays
	@rm -rf $(VENV) build dist .bench .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	@echo 'Installing conflict-figures into $(VENV)'
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.locked: requirements.lock
	@test -n '$(PYTHON)' || { echo 'No Python 3.11 or newer found. Install one, or name it: make PYTHON=/path/to/python3.11 setup'; exit 1; }
	@test -x $(BIN)/python || { echo 'Creating $(VENV) with $(PYTHON)'; $(PYTHON) -m venv $(VENV); }
	@echo 'Installing the locked packages into $(VENV) (once, about a minute)'
	@# The lock is whole, so nothing is resolved: older pips misread extras under --require-hashes.
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@touch $@

$(VENV)/.audit: $(VENV)/.locked
	@$(BIN)/python -m venv $@
	@$@/bin/python -m pip --disable-pip-version-check -qq install pip-audit

$(VENV)/.uv: $(VENV)/.locked
	@$(BIN)/python -m venv $@
	@$@/bin/python -m pip --disable-pip-version-check -qq install uv
