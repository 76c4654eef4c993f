# Everything starts here. Needed beforehand: Python 3.11 or newer with venv, and GNU make.
#   make run     set up and start Fordring with a sandbox (PORT=9000 make run: at another port)
#   make test    set up and run all tests (PYTEST_ARGS="-k ledger": some of them)
#   make check   style, types, layers and the rules of the house
#   make bench   measure, as ratios in one run

VENV := .venv/bin
PYTEST_ARGS ?=
BENCH_ARGS ?=

.PHONY: help run test check bench setup

help:
	@sed -n 's/^#   //p' Makefile

run:
	@sh scripts/setup runtime
	@FORDRING_END_WITH_PARENT=yes \
	FORDRING_ALLOW_PRIVATE_CALLBACKS=$${FORDRING_ALLOW_PRIVATE_CALLBACKS:-yes} \
	exec $(VENV)/fordring run

test: setup
	@$(VENV)/python -m pytest -n auto $(PYTEST_ARGS)

check: setup
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/lint-imports
	$(VENV)/python -m pytest -q tests/architecture

bench: setup
	@$(VENV)/python -m bench $(BENCH_ARGS)

setup:
	@sh scripts/setup dev
