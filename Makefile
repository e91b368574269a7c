# EventLab's workshop. `make help` lists what can be asked.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip --quiet --no-input --disable-pip-version-check install
PIP_COMPILE := env CUSTOM_COMPILE_COMMAND="make requirements" PIP_CONFIG_FILE=/dev/null \
	$(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

CATALOGUE := eventlab/translations
CATALOGUES := $(wildcard $(CATALOGUE)/*/LC_MESSAGES/messages.po)
COMPILED_CATALOGUES := $(CATALOGUES:.po=.mo)

PORT ?= 8000
export PORT
# A suite shares well between cores; more than four would start too many servers and browsers.
PYTEST_WORKERS ?= --numprocesses auto --maxprocesses 4 --dist worksteal
heading = @printf '\n== %s\n' '$(1)'

.PHONY: help
help: ## Show this list
	@sed -nE 's/^([a-z][a-z-]*):[^#]*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) \
		| while IFS=$$'\t' read -r target text; do printf '  make %-14s %s\n' "$$target" "$$text"; done

# --- Using it -------------------------------------------------------------------------------

.PHONY: run
run: install ## Serve EventLab on this machine (PORT=8000), setting up what it needs
	@exec $(BIN)/eventlab serve

.PHONY: demo
demo: install ## Serve a living event with 40 simulated people to look at
	@exec $(BIN)/eventlab demo

.PHONY: install
install: $(VENV)/.installed $(COMPILED_CATALOGUES) ## Install EventLab into .venv without starting it

# --- Proving it -----------------------------------------------------------------------------

.PHONY: test
test: setup-test lint test-js test-python ## Run everything: format, lint, types, imports, tests
	@scripts/system-packages --check
	@printf '\nAll green.\n'

.PHONY: setup-test
setup-test: system-packages install-dev $(COMPILED_CATALOGUES)
	@mkdir -p build
	@scripts/fetch-chromium

.PHONY: lint
lint: install-dev ## Check format, lint, types and import contracts, without running tests
	$(call heading,Format: ruff format --check)
	@$(BIN)/python -m ruff format --check .
	$(call heading,Lint: ruff check)
	@$(BIN)/python -m ruff check .
	$(call heading,Types: mypy)
	@$(BIN)/python -m mypy
	$(call heading,Imports: lint-imports)
	@$(BIN)/lint-imports --no-logo --cache-dir build/import-linter

.PHONY: test-js
test-js: node_modules/.installed ## Run the JavaScript tests (node --test)
	$(call heading,JavaScript: node --test tests/js/)
	@scripts/node-tests

.PHONY: test-python
# The tests start dozens of Pythons; where no bytecode may be kept each would compile EventLab anew.
test-python: install-dev node_modules/.installed $(COMPILED_CATALOGUES) ## Run pytest, browser tests included (PYTEST="-k word")
	$(call heading,Python and browser: pytest)
	@CHROMIUM="$$(scripts/find-chromium || true)" \
		env --unset=PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest $(PYTEST_WORKERS) $(PYTEST)

.PHONY: bench
bench: install-dev $(COMPILED_CATALOGUES) ## Measure, one JSON object a line (ONLY=name)
	@CHROMIUM="$$(scripts/find-chromium || true)" $(BIN)/python -m benchmarks $(ONLY)

# --- Working on it --------------------------------------------------------------------------

.PHONY: format
format: install-dev ## Format the Python code and mend what ruff can mend
	@$(BIN)/python -m ruff check --fix --exit-zero .
	@$(BIN)/python -m ruff format .

.PHONY: translations
translations: install-dev ## Collect the sentences of the interface into the catalogues and compile them
	@$(BIN)/python scripts/translations.py
	@$(MAKE) --no-print-directory install

.PHONY: requirements
requirements: install-dev ## Pin again what requirements*.in ask for (PIN="--upgrade" or "--upgrade-package flask")
	@$(PIP_COMPILE) $(PIN) --output-file requirements.txt requirements.in
	@$(PIP_COMPILE) $(PIN) --output-file requirements-dev.txt requirements-dev.in

.PHONY: npm-lock
npm-lock: ## Pin again what package.json asks for, without naming a registry
	@npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

.PHONY: clean
clean: ## Remove what was installed and built; var/ (the events) stays
	rm -rf $(VENV) node_modules build .*_cache *.egg-info .hypothesis $(COMPILED_CATALOGUES)

# --- What is installed, and when it must be installed again ---------------------------------

# A folder that was moved, or a Python that an upgrade took away, means starting afresh.
$(shell scripts/make-venv --check $(VENV) || rm -f $(VENV)/.libraries)

.PHONY: system-packages
system-packages:
	@scripts/system-packages

.PHONY: install-dev
install-dev: $(VENV)/.installed-dev

$(VENV)/.libraries: requirements.txt scripts/make-venv
	@scripts/make-venv $(VENV)
	@echo "Installing the libraries EventLab runs on (a minute the first time)..."
	@$(PIP_INSTALL) --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/.installed: $(VENV)/.libraries pyproject.toml
	@PYTHONWARNINGS=ignore $(PIP_INSTALL) --no-index --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@echo "Installing what the tests need..."
	@$(PIP_INSTALL) --require-hashes --requirement requirements-dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json
	@if command -v npm >/dev/null; then \
		npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error && touch $@; \
	else echo "npm is missing: going on without the JavaScript libraries of the tests."; fi

%.mo: %.po | $(VENV)/.installed
	@$(BIN)/python -m babel.messages.frontend --quiet compile --input-file $< --output-file $@ --locale "$$(basename "$$(dirname "$$(dirname "$<")")")"
