# `make` alone lists what there is. Works with GNU make 4.3 and in a folder whose name has spaces.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

export PYTHON
# Tests fill all cores already; a second thread in each would only make them wait for each other.
export OPENBLAS_NUM_THREADS := 1
BIN := .venv/bin
LOCK := deploy/constraints.txt
PIP := $(BIN)/python -m pip --disable-pip-version-check install -c $(LOCK)

# An editable install knows its folder. A folder that was copied or moved together with its .venv installs once more.
HERE := $(shell pwd | cksum | cut -d ' ' -f 1)
RUN := .venv/run-$(HERE)
DEV := .venv/dev-$(HERE)
LEARN := .venv/learn-$(HERE)

# What `make test` hands to pytest: make test ARGS="-k wecom"
ARGS ?=
WORKERS ?= auto
# The figures that `make cross` must not fall below.
CROSS ?= tests/questions/cross.toml

.PHONY: help
help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | while IFS="$$(printf '\t')" read -r name what; do \
	  printf '  make %-10s %s\n' "$$name" "$$what"; done

# ── for everybody ────────────────────────────────────────────────────────────

.PHONY: run
run: $(RUN) ## Install what is missing and serve the chat page on 127.0.0.1:8000
	@$(BIN)/qiwen serve

.PHONY: test
test: $(DEV) browser ## Install what the tests need and run them; ARGS="-k word" picks some
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

# ── for who changes something ────────────────────────────────────────────────

.PHONY: check
check: $(DEV) formatted linted typed layered content test ## Format, lint, types, layers, content and tests, as CI does

.PHONY: formatted
formatted: $(DEV)
	@$(BIN)/python -m ruff format --check --quiet . || { echo 'make format puts this right'; exit 1; }

.PHONY: linted
linted: $(DEV)
	@$(BIN)/python -m ruff check --quiet .

.PHONY: typed
typed: $(DEV)
	@$(BIN)/python -m mypy --no-error-summary

.PHONY: layered
layered: $(DEV)
	@$(BIN)/python -c 'import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())'

.PHONY: content
content: $(DEV)
	@$(BIN)/qiwen lint

.PHONY: cross
cross: $(DEV) ## Score the asks by hands left out, against the figures of the last release
	@$(BIN)/qiwen eval --cross --against $(CROSS)

.PHONY: format
format: $(DEV) ## Put the code's format right
	@$(BIN)/python -m ruff check --fix --quiet . || true
	@$(BIN)/python -m ruff format .

.PHONY: train
train: $(LEARN) ## Learn from the asks anew (installs scikit-learn and torch)
	@$(BIN)/qiwen train

.PHONY: pictures
pictures: $(DEV) browser ## Take the README's pictures anew
	@$(BIN)/python deploy/pictures/make.py

.PHONY: lock
lock: $(DEV) ## Choose newer versions of everything for deploy/constraints.txt
	@$(PIP) --quiet uv
	@$(BIN)/python -m uv pip compile --universal --python-version 3.11 --upgrade --no-annotate --quiet \
	  --custom-compile-command 'make lock' --extra dev pyproject.toml -o $(LOCK)

.PHONY: clean
clean: ## Remove what was built and cached; .venv stays
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find bot tests deploy -name __pycache__ -type d -prune -exec rm -rf {} +

# ── what the above stand on ──────────────────────────────────────────────────

.PHONY: browser
browser:
	@.ci/browser

$(BIN)/python:
	@set -- python3.13 python3.12 python3.11 python3; [ -z "$$PYTHON" ] || set -- "$$PYTHON"; \
	for each in "$$@"; do \
	  "$$each" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  echo "making .venv with $$("$$each" --version)"; rm -rf .venv; "$$each" -m venv .venv; exit; \
	done; \
	echo "No Python 3.11 or newer with venv found (tried: $$*)." >&2; \
	echo "Debian and Ubuntu: apt-get install python3 python3-venv. Or say which: make PYTHON=/path/to/python3.12" >&2; \
	exit 1

# The build tools come first and locked, so that nothing is fetched that the lock does not name.
define install
@$(PIP) --quiet hatchling editables
@$(PIP) --no-build-isolation $(2) -e '.$(1)'
@touch $@
endef

$(RUN): pyproject.toml $(LOCK) | $(BIN)/python
	$(call install)

$(DEV): pyproject.toml $(LOCK) | $(BIN)/python
	$(call install,[dev])
	@touch $(RUN)

# On Linux pip takes a torch with two gigabytes of CUDA, where training wants one core: install a CPU build of torch into
# .venv first and this finds it there.
$(LEARN): pyproject.toml $(LOCK) | $(BIN)/python
	$(call install,[learn])
	@touch $(RUN)
