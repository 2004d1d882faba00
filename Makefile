# Two commands do it all on a fresh machine: `make map` and `make test`.
# Needs Python 3.11 or later; Node is fetched from PyPI where there is none; Chromium only for the browser tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DATABASE := gazetteer/data/places.sqlite
PAGE := geoincidents/mapping/frontend/dist/page.js
FRONTEND := geoincidents/mapping/frontend
EXAMPLE ?= maps/examples/maiduguri-road/article.md
DATE ?=

.PHONY: setup map test quick lint types format docs examples benchmarks wheel clean browser

setup: $(READY) $(DATABASE) $(PAGE)  ## everything that the commands need

$(READY): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	GEOINCIDENTS_SKIP_BUILD=1 $(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

$(DATABASE): $(READY) $(shell find gazetteer/build gazetteer/data/curated gazetteer/data/sources gazetteer/data/sources.toml gazetteer/schema.sql gazetteer/fold.py gazetteer/features.py -type f -not -name '*.pyc' 2>/dev/null)
	$(BIN)/python -m gazetteer.build
	touch $@

$(PAGE): $(READY) $(shell find $(FRONTEND) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
	$(BIN)/python hatch_build.py
	touch $@

map: setup  ## geocode the example article; writes maps/*.html and maps/*.geojson
	$(BIN)/geoincidents geocode $(EXAMPLE) $(if $(DATE),--date $(DATE)) -o maps/incidents.geojson --map maps/incidents.html

browser:  ## Chromium for the browser tests, where this machine lets us install it
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
	|| echo "Chromium is not installed and cannot be installed here: the browser tests are skipped." >&2

test: setup browser lint types  ## every check
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-fail-under=95

quick: setup  ## the tests that take no time
	$(BIN)/python -m pytest -m "not slow and not browser and not shared"

lint: $(READY)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/numpydoc lint $$(find gazetteer geoincidents -name '*.py' -not -path '*/node_modules/*')

types: $(READY)
	$(BIN)/python -m mypy

format: $(READY)
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

docs: setup  ## write the generated pages again
	$(BIN)/python docs/generate.py
	$(BIN)/python tests/house/test_docs.py

examples: setup browser  ## make the gallery in maps/examples again
	$(BIN)/python maps/make.py

benchmarks: setup
	$(BIN)/python -m benchmarks

wheel: setup
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) dist $(DATABASE) $(FRONTEND)/dist $(FRONTEND)/node_modules
