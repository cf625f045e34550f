# Two commands for a newcomer: `make demo` and `make test`. Both set up what they need, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test setup lint types docs quality bench ci clean

help:
	@echo "make demo      set up, then run the main job on the reports that ship with the project"
	@echo "make test      set up, then run the tests"
	@echo "make lint      style (ruff) and strict types (mypy)"
	@echo "make docs      write the pages that are made from the code"
	@echo "make quality   floors of accuracy, where ../shared/data is present"
	@echo "make bench     speed and memory beside bare spaCy, where ../shared/data is present"
	@echo "make ci        everything that must pass before a change lands"
	@echo "make clean     remove what was built"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("According needs Python 3.11 or newer; set PYTHON=/path/to/it" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up $(VENV) (once, a minute or two) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $(READY)

demo: $(READY)
	@$(BIN)/according demo --out demo

test: $(READY)
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check src tests quality bench train

types: $(READY)
	$(BIN)/mypy

docs: $(READY)
	$(BIN)/python docs/make.py

quality: $(READY)
	@$(BIN)/python quality/gate.py

bench: $(READY)
	@$(BIN)/python bench/read_speed.py

ci:
	.ci/run

clean:
	rm -rf $(VENV) demo/book demo/report.html .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
