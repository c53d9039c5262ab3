# Two habits: `make run` does the main job, `make test` runs the tests. Both make the environment they need.
PYTHON ?= python3
CASE ?= china
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
OUT := runs/$(CASE)
PORT ?= 8000

.PHONY: run frontier test test-all lint bench docs serve examples format clean

run: $(STAMP)
	$(BIN)/ascendancy run $(CASE) --out $(OUT)

# Adds the levelling frontier to the run's folder and report (minutes; a stopped one goes on).
frontier: $(OUT)/report.html
	$(BIN)/ascendancy frontier --into $(OUT)

test: $(STAMP)
	$(BIN)/python -m pytest -q

test-all: $(STAMP) docs
	$(BIN)/python -m pytest -q -m "slow or not slow"

lint: $(STAMP)
	$(BIN)/ruff check -q .
	$(BIN)/ruff format -q --check .
	$(BIN)/mypy --no-error-summary

# Runs every example and records what it prints; `make test` compares.
examples: $(STAMP)
	for script in examples/*.py; do $(BIN)/python $$script > $${script%.py}.out || exit 1; done

format: $(STAMP)
	$(BIN)/ruff format -q .

# Time a person, month and particle; the log evidence of $(CASE) over seeds; the citizens' kernel (8 GiB, minutes); other
# libraries beside it. PEER_PYTHON is the interpreter of their environments: the latest Mesa wants 3.12.
bench: $(STAMP)
	$(BIN)/python benchmarks/filter_speed.py
	$(BIN)/python benchmarks/log_evidence.py --case $(CASE)
	$(BIN)/python benchmarks/citizens.py
	$(BIN)/python benchmarks/measures.py
	$(BIN)/python benchmarks/convergence.py
	$(BIN)/python benchmarks/peers/run.py $(if $(PEER_PYTHON),--python $(PEER_PYTHON))
	$(BIN)/python benchmarks/peers/page.py

docs: $(STAMP)
	$(BIN)/sphinx-build -q -W -b html docs docs/_build/html

# The observatory is a later edition; until then the report of the last run is served, on this machine only.
serve: $(OUT)/report.html
	@echo "The observatory is not in this edition: serving the last run's report, http://127.0.0.1:$(PORT)/report.html"
	$(PYTHON) -m http.server $(PORT) --bind 127.0.0.1 --directory $(OUT)

$(OUT)/report.html:
	$(MAKE) run

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev,docs]'
	@touch $@

clean:
	rm -rf $(VENV) runs docs/_build
