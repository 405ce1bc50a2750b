# `make start` sets everything up in .venv and starts the first exercise; `make test` sets up and runs the tests.
# Both need Python 3.11 or newer and nothing else. `make help` lists the rest.

CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
PYTHON ?= $(shell for candidate in $(CANDIDATES); do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$candidate"; break; }; \
	done)
VENV := .venv
BIN := $(VENV)/bin
EXERCISE ?= sql-01
JOBS ?= 2

.PHONY: help start setup setup-dev test lint attacks bench sandbox clean

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

start: setup ## set up, and start the first exercise (EXERCISE=git-01 for another)
	@$(BIN)/kata start $(EXERCISE)

setup: $(VENV)/.installed ## make .venv with the command `kata` in it

setup-dev: $(VENV)/.installed-dev ## the same, with the tools for working on kata itself

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "error: no Python 3.11 or newer was found ($(CANDIDATES))" >&2; \
		echo "  install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 2; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "error: $$($(PYTHON) --version) has no venv module" >&2; \
		echo "  on Debian and Ubuntu: apt install python3-venv" >&2; exit 2; fi
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	@echo "Installing kata and what it needs"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q runner graders sandbox
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.installed
	@echo "Installing the tools for working on kata"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

test: setup-dev ## run all tests, and prove every exercise (JOBS=1 for one at a time)
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist worksteal

lint: setup-dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

attacks: setup-dev ## run the hostile submissions, and print what each tries and what held
	$(BIN)/python -m tests.attacks

bench: setup-dev ## measure against a bare pytest in the same run
	$(BIN)/python -m benchmarks

sandbox: setup ## build the Docker images that exercises run in
	$(BIN)/kata sandbox build

clean: ## remove what the other targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
