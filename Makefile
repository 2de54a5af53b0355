# The commands of the project. Each works alone on a machine with Python 3.11 or later, pip and make.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
CODE := cockpit screens data tests tools

.PHONY: demo test lint format snapshots catalogues requirements bench fuzz wheel lock clean

demo: .venv/installed  ## open the cockpit on a made-up team
	@$(BIN)/cockpit demo

test: .venv/developer  ## every test, on SQLite and on a PostgreSQL that the tests start
	$(BIN)/python -m pytest -n 2 $(ARGS)

lint: .venv/developer  ## style, types, floors, catalogues
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.catalogues check

format: .venv/developer  ## put the code in shape
	$(BIN)/ruff check --fix-only $(CODE)
	$(BIN)/ruff format $(CODE)

snapshots: .venv/developer  ## accept the pictures of the screens as they are now
	$(BIN)/python -m pytest tests/screens/test_pictures.py --snapshot-update

catalogues: .venv/developer  ## gather the texts, then compile the translations
	$(BIN)/python -m tools.catalogues extract
	$(BIN)/python -m tools.catalogues compile

requirements: .venv/developer  ## which test proves which requirement of the method
	@$(BIN)/python -m tools.requirements

bench: .venv/developer  ## measure the speed budget, as ratios
	$(BIN)/python -m tools.bench

fuzz: .venv/developer  ## throw broken files at the readers for a minute
	$(BIN)/python -m tools.fuzz_readers 60

wheel: .venv/developer  ## build the wheel, install it into an empty environment and start it
	$(BIN)/python -m tools.check_wheel

lock: .venv/developer  ## choose the exact versions anew
	$(PIP) uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-annotate --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-annotate --upgrade --extra dev pyproject.toml -o requirements-dev.lock

clean:  ## remove the environment and what was built
	rm -rf .venv build dist *.egg-info

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed." >&2; exit 1; }
	@echo "Making the environment in .venv (once, about a minute)…"
	@$(PYTHON) -m venv .venv

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --editable .
	@touch $@

.venv/developer: requirements-dev.lock .venv/installed
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
