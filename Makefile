# Lumen: `make run` starts it, `make test` checks it; both set up what they need.
# Without a screen Lumen ends with status 3 and says what works; `make run` has then done
# all it can, and succeeds.
PYTHON := .venv/bin/python
# Where the packages could be installed, a missing player is a failure.
NO_SKIPS := $(if $(shell command -v dpkg),LUMEN_NO_SKIPS=1)

.PHONY: help run test test-all bench lint format screenshots clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: ## Set up everything, then start Lumen
	@packaging/setup run
	@$(PYTHON) -m lumen || { [ $$? = 3 ] && echo "Lumen is set up; what is listed above works." >&2; }

test: ## Set up everything, then lint, types, contracts and tests (under 10 minutes)
	@packaging/setup test
	@$(MAKE) --no-print-directory lint
	$(NO_SKIPS) $(PYTHON) -m pytest -m "not slow and not bench"

test-all: ## The same with the slow tests, more real players, and the coverage
	@packaging/setup test-all
	@$(MAKE) --no-print-directory lint
	$(NO_SKIPS) $(PYTHON) -m pytest -m "not bench" --cov=lumen --cov-report=term --cov-fail-under=95

lint: ## Lint, types and import contracts
	$(PYTHON) -m ruff check app tests
	$(PYTHON) -m ruff format --check app tests
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo

format: ## Format and mend what can be mended
	$(PYTHON) -m ruff format app tests
	$(PYTHON) -m ruff check --fix app tests

bench: ## Print the tables of measurements
	@packaging/setup test
	tests/benchmarks/run

screenshots: ## Make the pictures of the README again
	@packaging/setup test
	$(PYTHON) tests/screenshots.py

clean: ## Remove what was built
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
