# All commands for developers. The README promises `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMP := .venv/.requirements-installed
DEMO := SITE_URL=http://127.0.0.1:$(PORT) FOUR_EYES=0
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help setup port run test check format lock clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Intercut needs Python 3.11 or newer; set PYTHON=/path/to/python3.")'
	@test -x $(BIN)/python || { echo "Setup: creating .venv"; $(PYTHON) -m venv .venv; }
	@echo "Setup: installing the packages in requirements/dev.txt; the first time, this can take a few minutes"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@touch $@

setup: $(STAMP) .env  ## create .venv and install what requirements/dev.txt pins

.env:
	@echo "Setup: writing .env, which turns debugging on"
	@printf '%s\n' '# Settings of this checkout, read by manage.py. docs/operations.md lists them.' 'DEBUG=1' > $@

# The port comes first: no one should wait for an installation just to learn that the port is taken.
port:
	@$(PYTHON) -m config.port "$(PORT)"

run: port setup  ## migrate, load the demo story into an empty database, serve on 127.0.0.1:$(PORT)
	@$(DEMO) $(BIN)/python manage.py load_demo --migrate --if-empty
	@$(DEMO) $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

# The suite uses every core, and each test module runs in one process. PostgreSQL runs every test that touches the
# database. Browser tests check pages and run on one database only, two at a time. Exit status 5 means that no test was
# selected, which is fine only if ARGS selects a part of the suite.
PYTEST := $(BIN)/python -m pytest
NONE := || [ $$? = 5 -a -n "$(ARGS)" ]
SPREAD := -n auto --dist loadfile --no-loadscope-reorder
test: setup  ## the whole suite, on SQLite and on PostgreSQL
	DATABASE_URL=sqlite://:memory: $(PYTEST) $(SPREAD) -m "not browser and not postgresql_only" $(ARGS) $(NONE)
	$(BIN)/python -m tests.postgres $(PYTEST) $(SPREAD) -m "database and not browser and not sqlite_only" $(ARGS) $(NONE)
	DATABASE_URL=sqlite://:memory: $(PYTEST) -n 2 -m browser $(ARGS) $(NONE)

check: setup  ## lint, types, missing migrations, deployment check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=0 SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
		ALLOWED_HOSTS=example.org SITE_URL=https://example.org $(BIN)/python manage.py check --deploy --fail-level WARNING

format: setup  ## fix and format the code with ruff
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## pin the packages in pyproject.toml, with hashes (needs uv)
	$(LOCK) pyproject.toml --output-file requirements/base.txt
	$(LOCK) pyproject.toml --group dev --output-file requirements/dev.txt

clean:  ## remove .venv and the demo's database
	rm -rf .venv var
