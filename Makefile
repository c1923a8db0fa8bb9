# The front door: `make run` and `make test` do all the set-up on a machine that has only
# python3 (3.11 or newer), pip, git and make. A second call costs nothing.

PYTHON ?= python3
export PYTHON
BIN := .venv/bin
RUN := .venv/.run
TEST := .venv/.test
UV := .tools/bin/uv
PYTEST := $(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
RESOLVE := $(UV) pip compile pyproject.toml --universal --python-version 3.11 --extra fulltext --extra postgres \
	--generate-hashes --no-emit-index-url --no-header --quiet

.PHONY: help run demo test check format lock upgrade clean
.DEFAULT_GOAL := help

help: ## show what can be made
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: $(RUN) ## set up, then follow feeds.yaml
	$(BIN)/syndicate run

demo: $(RUN) ## set up, then show it on a sample newsroom, without the network
	$(BIN)/syndicate demo

test: check ## set up, then lint, types and every test, with coverage of all but the long ones
	$(PYTEST) -m "not long" --cov --cov-report=term
	$(PYTEST) -m long

check: $(TEST) ## lint and types only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(TEST) ## bring the code into its form
	$(BIN)/ruff check --fix --exit-zero --quiet
	$(BIN)/ruff format

lock: $(UV) ## write the two lock files after a change of pyproject.toml; versions stay where they can
	$(RESOLVE) --group build --output-file requirements.lock
	$(RESOLVE) --group dev --constraint requirements.lock --no-annotate --output-file requirements-dev.lock

upgrade: RESOLVE += --upgrade
upgrade: lock ## write the two lock files with the newest versions allowed

clean: ## remove everything that was made here
	rm -rf .venv .tools dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN): requirements.lock pyproject.toml scripts/set-up
	scripts/set-up requirements.lock
	@touch $@

$(TEST): requirements-dev.lock $(RUN)
	scripts/set-up requirements-dev.lock
	@touch $@

$(UV):
	$(PYTHON) -m pip install --quiet --target .tools uv
