# Every target sets up what it needs by itself, once; the second time is quick and needs no network.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)
BIN   := .venv/bin
READY := .venv/.ready
DIR   ?= demo
JOBS  ?= auto

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

.PHONY: help
help: ## this list
	@echo 'make …'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1	\2/p' $(MAKEFILE_LIST) | expand -t 13

.PHONY: demo
demo: $(READY) ## see the main job on a sample cooperative, built in DIR (demo)
	@test '$(DIR)' != demo || test ! -e demo || { echo '· the demo of last time goes, a fresh one comes'; rm -rf demo; }
	@$(BIN)/coopctl demo '$(DIR)'

.PHONY: test
test: lint messages-fresh ## everything that must hold: style, types, generated files, tests
	@echo '· tests'
	@$(BIN)/python -m pytest -n $(JOBS)

.PHONY: lint
lint: $(READY) ## style and strict types
	@echo '· style'
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@echo '· types'
	@$(BIN)/mypy --no-error-summary

.PHONY: style
style: $(READY) ## put the sources in house style, where that can be done by machine
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .

.PHONY: messages-fresh
messages-fresh: $(READY)
	@echo '· translations and other generated files'
	@$(BIN)/python tools/messages.py check

.PHONY: messages
messages: $(READY) ## collect the sentences of the sources into the French catalogue
	@$(BIN)/python tools/messages.py update

.PHONY: bless
bless: messages ## rewrite generated and golden files; read the difference first
	@$(BIN)/python -m pytest -n $(JOBS) --bless

.PHONY: elections
elections: $(READY) ## play 10,000 elections at random: none may crash or skip consent
	@$(BIN)/python -m tests.election.chance --count 10000

.PHONY: sample
sample: $(READY) ## write the board and the payouts of the sample cooperative again
	@$(BIN)/python tools/sample.py

.PHONY: bench
bench: $(READY) ## measure beside other programs; writes docs/performance.md
	@$(BIN)/python -m bench --write

.PHONY: faults
faults: $(READY) ## kill and starve every system call of a write, and count
	@$(BIN)/python -m tests.faults

.PHONY: pairs
pairs: $(READY) ## bring together every pair of commands; writes docs/merges.md
	@$(BIN)/python -m tests.pairs

.PHONY: crowd
crowd: $(READY) ## thirty people in thirty clones share six hundred lines at once
	@$(BIN)/python -m tests.crowd

.PHONY: fuzz
fuzz: $(READY) ## throw damaged files and hostile text at the reader
	@$(BIN)/python -m tests.fuzz

.PHONY: histories
histories: $(READY) ## type random commands in two clones, and verify their history
	@$(BIN)/python -m tests.audit.days

.PHONY: clean
clean: ## remove the environment, the demo and every cache
	@rm -rf .venv demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'clean'

$(READY): pyproject.toml constraints.txt
	@command -v git >/dev/null || { echo 'error: git is missing; install it first' >&2; exit 1; }
	@test -n '$(PYTHON)' || { echo 'error: Python 3.11 or newer is missing (make PYTHON=/path/to/python3 …)' >&2; exit 1; }
	@echo '· environment in .venv, with the pinned versions of constraints.txt (once, a minute or so)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo 'error: this Python cannot make an environment (on Debian: apt install python3-venv)' >&2; exit 1; }
	@PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONSTRAINT='$(CURDIR)/constraints.txt' \
	  $(BIN)/python -m pip install --quiet --editable '.[dev]' || \
	  { echo 'error: the packages could not be installed; is there a network?' >&2; exit 1; }
	@touch $@
