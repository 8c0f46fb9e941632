# Two commands: `make demo` to look round, `make test` to be sure. `make help` lists the rest.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.SILENT:
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
BIN := $(CURDIR)/.venv/bin
export PATH := $(BIN):$(PATH)
export PORT HOST

help: ## Say what can be made
	grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

# Set-up. Each stamp is made again when what it was made from changes.

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
	  echo "Python 3.11 or newer is needed; $(PYTHON) is older. Say which one to use: make demo PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || {
	  echo "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	echo "Making .venv …"
	$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	echo "Installing packages …"
	pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/installed-dev: requirements.txt requirements-dev.txt | .venv/bin/python
	echo "Installing packages, with those for development …"
	pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch .venv/installed $@

node_modules/.installed: package-lock.json | .venv/installed
	echo "Installing front-end packages …"
	npm ci --omit=optional --no-audit --no-fund --loglevel=error >/dev/null
	touch $@

static-build/.built: node_modules/.installed $(wildcard frontend/*)
	echo "Building style sheets …"
	node frontend/build.mjs
	touch $@

frontend: static-build/.built ## Compile style sheets and scripts into static-build/

var/static/.collected: .venv/installed static-build/.built $(wildcard */static/* */static/*/*)
	echo "Compressing static files …"
	SECRET_KEY="$$(./secret.sh - 50)" python manage.py collectstatic --no-input --verbosity 0
	touch $@

demo: var/static/.collected ## Load the reference case and serve it: PORT, DEMO_PASSWORD, DATABASE_URL may be set
	[ -n "$${SECRET_KEY:-}" ] || export SECRET_KEY="$$(./secret.sh var/demo-secret-key 50)"
	[ -n "$${DEMO_PASSWORD:-}" ] || export DEMO_PASSWORD="$$(./secret.sh var/demo-password 12)"
	set -a; source fixtures/demonstration.env; set +a
	export PLAIN_HTTP=true ALLOWED_HOSTS="$${ALLOWED_HOSTS:-localhost,127.0.0.1,[::1],$$HOST}"
	export LOG_LEVEL="$${LOG_LEVEL:-WARNING}" SERVICE_URL="$${SERVICE_URL:-http://localhost:$$PORT/}"
	python manage.py migrate --verbosity 0
	python manage.py load_reference_case --with-invented-progress --demo-accounts
	echo
	echo "Serving on http://localhost:$$PORT/ (Ctrl+C stops it; what you changed is kept)"
	exec gunicorn cse_tracker.wsgi --bind "$$HOST:$$PORT" --worker-class gthread --workers 2 --threads 4 --log-level warning

# Checks and tests

test: .venv/installed-dev static-build/.built chromium ## Run every test on SQLite and on PostgreSQL, and the browser tests
	unset DATABASE_URL
	cores="$$(nproc)"
	echo "— SQLite"
	pytest -m "not browser" --numprocesses "$$cores" --dist worksteal
	echo "— PostgreSQL"
	python tests/with_postgres.py pytest -m "not browser" --numprocesses "$$cores" --dist worksteal
	if command -v chromium >/dev/null; then
	  echo "— Browser"
	  pytest -m browser --numprocesses "$$cores" --dist worksteal
	  echo "— Browser, on PostgreSQL: the whole story"
	  python tests/with_postgres.py pytest tests/browser/test_whole_story.py
	else
	  echo "LEFT OUT: the browser tests. They need Chromium: apt-get install chromium, as root, then make test again."
	fi

.PHONY: chromium
chromium:
	command -v chromium >/dev/null && exit 0
	if ! command -v apt-get >/dev/null; then exit 0; fi
	if [ "$$(id -u)" = 0 ]; then as_root=""
	elif sudo -n true 2>/dev/null; then as_root="sudo -n"
	else exit 0; fi
	echo "Installing Chromium for the browser tests …"
	$$as_root apt-get update -qq && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null || \
	  echo "Chromium could not be installed."

check: .venv/installed-dev ## Check format, style, layers, migrations and deployment settings
	export SECRET_KEY="$$(./secret.sh - 50)" ALLOWED_HOSTS=tracker.example.org
	mkdir -p static-build
	ruff format --check .
	ruff check .
	djlint --lint --quiet templates
	lint-imports
	python manage.py makemigrations --check --dry-run
	python manage.py check --deploy --fail-level WARNING

lint: .venv/installed-dev ## Put format and imports right where a program can
	ruff format .
	ruff check --fix .

bench: .venv/installed-dev static-build/.built ## Measure against the floors in benchmarks/
	python -m benchmarks

lock: .venv/installed-dev ## Write the locks from pyproject.toml; UPGRADE=--upgrade takes newer versions
	options="--quiet $${UPGRADE:-} --generate-hashes --allow-unsafe --strip-extras --no-annotate --no-header"
	options="$$options --no-emit-index-url --no-emit-find-links"
	pip-compile $$options --output-file requirements.txt pyproject.toml
	pip-compile $$options --extra sso --constraint requirements.txt --output-file requirements-sso.txt pyproject.toml
	pip-compile $$options --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

audit: .venv/installed-dev node_modules/.installed ## Ask whether anything in the locks is known to be weak
	python known_weaknesses.py

.PHONY: help frontend demo test check lint bench lock audit
