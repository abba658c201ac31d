# make lab    set up everything and open JupyterLab on the quickstart
# make test   set up everything and run every check
# make check  the quick part: format, lint, types, layers, tests without servers
# make clean  stop the embedded stack of this checkout and remove what was built

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# So many files at a time, which mostly wait, in their order: sorted by the number of tests, those
# with one long test would come last. What failed beside another has to pass alone.
side_by_side = $(BIN)/pytest --numprocesses $(1) --dist loadfile --no-loadscope-reorder $(2) \
	  || $(BIN)/pytest --last-failed --last-failed-no-failures none $(2)

.DEFAULT_GOAL := lab
.PHONY: lab test check clean setup static packages

$(VENV)/.lab: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; run make with PYTHON=python3.13, for example")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[lab]'
	touch $@

$(VENV)/.test: $(VENV)/.lab
	$(BIN)/python -m pip install --quiet --group test
	touch $@

# The server of MCP for Unity, which the tests talk to; it has other versions of what we use.
.venv-unity/.server: $(VENV)/.lab Makefile
	$(PYTHON) -m venv --without-pip .venv-unity
	$(BIN)/python -m pip --python .venv-unity/bin/python install --quiet mcpforunityserver==10.3.0
	touch $@

setup: $(VENV)/.test

lab: $(VENV)/.lab
	$(BIN)/spark-nb lab

static: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy --strict tests/typing
	$(BIN)/pyright --project tests/typing --pythonpath $(BIN)/python
	$(BIN)/lint-imports

check: static
	$(BIN)/pytest -q tests/domain tests/policy tests/pipeline

# What waits for a network runs beside what needs a processor.
test: setup
	$(MAKE) --no-print-directory --jobs 3 static packages .venv-unity/.server
	node --test $(wildcard tests/js/*.test.mjs)
	$(call side_by_side,4,--ignore tests/browser tests)
	$(call side_by_side,2,tests/browser)
	SPARK_HOME=$$(mktemp -d) sh -c '$(BIN)/pytest --nbval-lax --nbval-current-env --spark-sanitise -p no:cacheprovider notebooks; \
	  status=$$?; $(BIN)/spark-nb down --purge; rm -rf "$$SPARK_HOME"; exit $$status'

packages:
	sh tests/system_packages.sh

clean:
	-$(BIN)/spark-nb down
	rm -rf $(VENV) .venv-unity build dist .artifacts .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
