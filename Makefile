# Two commands matter: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := playground tests bench manage.py
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: help run setup test test-scale test-load check format lint types floors templates answers bench pins browser clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/runtime build/static/staticfiles.json ## install what is missing, migrate, seed, serve
	@exec $(BIN)/python manage.py serve

setup: .venv/runtime ## only install

test: .venv/development browser build/static/staticfiles.json build/live/installed ## everything but test-scale, with what the tests need
	$(BIN)/python -m pytest -n auto --dist loadgroup --ignore tests/scale $(PYTEST)

ON_POSTGRESQL := $(addprefix tests/,clients diagnose providers stand_ins walkthrough wire worlds)
test-scale: .venv/development browser build/static/staticfiles.json ## rooms with a database on PostgreSQL and Redis, then many processes
	$(BIN)/python -m tests.services $(BIN)/python -m pytest -n auto --dist loadgroup $(ON_POSTGRESQL)
	$(BIN)/python -m pytest tests/scale

test-load: .venv/development build/static/staticfiles.json ## many visitors, kills, full disks, hostile clients; LOAD=full for more of each
	$(BIN)/python -m pytest -n auto --dist loadgroup tests/load --durations 5

check: .venv/development lint types floors templates ## format, lint, types, import floors, templates

format: .venv/development ## put the code in shape
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

lint: .venv/development
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)

types: .venv/development
	$(BIN)/mypy

floors: .venv/development
	$(BIN)/lint-imports

templates: .venv/development
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python manage.py check --fail-level WARNING

answers: .venv/runtime ## docs/aws-answers.md, written from the code
	$(BIN)/python manage.py aws_answers > aws-answers.new && mv aws-answers.new docs/aws-answers.md

bench: .venv/development build/static/staticfiles.json ## speed, as ratios to named peers
	$(BIN)/python -m bench

OUTSIDE := tests/clients/outside
pins: .venv/development ## write requirements*.txt anew from requirements*.in
	$(BIN)/uv pip compile -q --upgrade --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --upgrade --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile -q --upgrade --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links $(OUTSIDE)/requirements.in -o $(OUTSIDE)/requirements.txt

browser: ## what the tests drive (Chromium, PostgreSQL, Redis, nginx), from Debian's packages where it can
	@$(PYTHON) tests/provide.py
	@$(PYTHON) tests/clients/outside/provide.py

clean: ## what can be made again (not var/, which is yours)
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/development: requirements-dev.txt .venv/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

build/live/installed: tests/live/package-lock.json | .venv/development
	@mkdir -p build/live && cp tests/live/package.json tests/live/package-lock.json build/live
	@cd build/live && ../../$(BIN)/npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

build/static/staticfiles.json: .venv/runtime playground/pages/assets.py $(shell find static -type f)
	@$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@
