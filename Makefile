# The course in two commands: `make serve` builds and serves it, `make test` checks it.
# Everything is installed into .venv, from pinned versions; nothing else on the machine changes.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.PHONY: help site serve test claims notebooks lint format bench lock clean

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
JOBS ?= 2
WORKERS ?= 3

# The first of these that runs and is new enough; PYTHON=... on the command line overrides.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)

help:
	@echo "make serve      build the course and serve it on http://localhost:$(PORT)/ (PORT=...)"
	@echo "make site       build it into _build/html and say where to open it"
	@echo "make test       run every test: package, notebooks, built site"
	@echo "make notebooks  run the notebooks and store their new outputs, clean"
	@echo "make claims     measure every claim again, along its settings too"
	@echo "make lint       check style; make format mends what can be mended"
	@echo "make bench      measure speed against PyTorch, JAX, numpy by hand and scikit-learn"
	@echo "make lock       refresh the pinned versions from pyproject.toml"
	@echo "make clean      remove what was built (.venv stays)"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found" \
		"(tried python3.13, python3.12, python3.11, python3, python). Install one from" \
		"https://www.python.org/downloads/ or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual" \
		"environment. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }

# Stamps: installed once, and again only when the pins or the package's own settings change.
$(VENV)/site.stamp: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the site needs (a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-dev.txt $(VENV)/site.stamp
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

site: $(VENV)/site.stamp
	@# After a failed build all pages are read again, since Sphinx warns of a page only once.
	$(BIN)/jupyter-book build -W --keep-going . || { rm -rf _build/.doctrees; exit 1; }
	@echo "Built. Open _build/html/index.html, or run: make serve"

serve: site
	@echo "Serving on http://localhost:$(PORT)/ until Ctrl-C"
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html $(PORT)

# One thread a process, since the processes themselves fill the cores. Tests that measure
# time run last and alone; with none collected pytest exits with 5, which is no failure.
test: export OMP_NUM_THREADS = 1
test: $(VENV)/test.stamp
	$(BIN)/python -m pytest -n $(WORKERS) -m "not alone"
	$(BIN)/python -m pytest -m alone tests || test $$? -eq 5

notebooks: $(VENV)/test.stamp
	$(BIN)/python scripts/clean_notebooks.py --execute

# Begun again after Ctrl-C, it goes on where it was. Then `make notebooks` prints the numbers.
claims: $(VENV)/site.stamp
	$(BIN)/python -m nncourse.claims --jobs $(JOBS)

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python scripts/clean_notebooks.py --check
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

format: $(VENV)/test.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python scripts/clean_notebooks.py

# The contenders are large (PyTorch), so they live in an environment of their own.
_build/bench/bench.stamp: benchmarks/requirements.txt pyproject.toml $(VENV)/site.stamp
	@$(BIN)/python -m venv _build/bench
	@_build/bench/bin/python -m pip install --quiet --disable-pip-version-check \
		-r benchmarks/requirements.txt -e ".[live]"
	@touch $@

bench: _build/bench/bench.stamp
	_build/bench/bin/python -m benchmarks

# Pins hold for every system and for Python 3.11 and newer. Each line that makes them also
# installs this package. UPGRADE="--upgrade-package numpy" moves one package alone.
UPGRADE ?= --upgrade
COMPILE = _build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--no-annotate --custom-compile-command "make lock" $(UPGRADE)
lock: | $(BIN)/python
	@$(BIN)/python -m venv _build/lock
	@_build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	echo "-e .[book]" | $(COMPILE) - -o requirements.txt
	@grep -v "^-e" requirements.txt > _build/lock/site-pins.txt
	echo "-e .[book,test]" | $(COMPILE) -c _build/lock/site-pins.txt - -o requirements-dev.txt

clean:
	rm -rf _build .pytest_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

include site.mk
