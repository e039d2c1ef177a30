# `make help` lists what there is. Only `make run` and `make dev` are needed to see the portal.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
BIND ?= 127.0.0.1
DATA_DIR ?= var
VENV := .venv
RUN := $(VENV)/bin/python
MANAGE := $(RUN) manage.py
# As in production, but for one's own machine: no TLS, and a key that stays in an ignored file.
SERVE_ENV = SECRET_KEY="$$(cat $(DATA_DIR)/secret_key)" HTTPS=off
export DATA_DIR
# Said only where it is not what everybody has.
EDITOR_OPTIONS = $(if $(filter-out var,$(DATA_DIR)), DATA_DIR=$(DATA_DIR))

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/installed secret ## run the portal with the real strategy at http://localhost:8000 (or PORT)
	@$(SERVE_ENV) $(MANAGE) migrate --verbosity 0
	@$(SERVE_ENV) $(MANAGE) load_strategy --if-empty
	@$(MAKE) --no-print-directory serve DATA_DIR=$(DATA_DIR)

demo: $(VENV)/installed secret ## run a complete, invented sample strategy instead
	@$(SERVE_ENV) $(MANAGE) migrate --verbosity 0
	@$(SERVE_ENV) $(MANAGE) make_sample_data --if-empty
	@$(MAKE) --no-print-directory serve DATA_DIR=$(DATA_DIR)
demo: override DATA_DIR := $(DATA_DIR)/demo

serve: $(DATA_DIR)/static/staticfiles.json
	@echo
	@echo "The portal runs at http://localhost:$(PORT) - stop it with Ctrl+C."
	@echo "Editors work at http://localhost:$(PORT)/admin/ - make the first account with: make editor$(EDITOR_OPTIONS)"
	@echo
	@$(SERVE_ENV) exec $(VENV)/bin/gunicorn portal.wsgi --bind $(BIND):$(PORT)

# Collected anew only when one of our files or a library has changed.
$(DATA_DIR)/static/staticfiles.json: $(shell find static -type f) requirements.txt
	@$(SERVE_ENV) $(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@

dev: $(VENV)/installed ## run with DEBUG and automatic reload
	@mkdir -p $(DATA_DIR)
	@DEBUG=on $(MANAGE) migrate --verbosity 0
	@DEBUG=on $(MANAGE) load_strategy --if-empty
	@DEBUG=on $(MANAGE) runserver $(PORT)

editor: $(VENV)/installed secret ## make an account for an editor (asks for name and password)
	@$(SERVE_ENV) $(MANAGE) migrate --verbosity 0
	@$(SERVE_ENV) $(MANAGE) createsuperuser

test: $(VENV)/installed-dev ## run all tests, on SQLite and on PostgreSQL, in real Chromium
	@$(RUN) -m tests.run

bench: $(VENV)/installed-dev ## measure what pages cost (about 20 minutes, on a machine that does nothing else)
	@$(RUN) -W ignore -m tests.benchmark --json $(DATA_DIR)/benchmark.json $(BENCH_OPTIONS)

check: $(VENV)/installed-dev ## run all linters and formatters
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" .ci/check

format: $(VENV)/installed-dev ## format Python, templates and CSS
	$(VENV)/bin/ruff check --fix --quiet .
	$(VENV)/bin/ruff format --quiet .
	$(VENV)/bin/djangofmt --quiet templates
	$(VENV)/bin/biome format --write static

messages: $(VENV)/installed-dev ## collect the interface's texts into locale/ and compile them (needs gettext)
	DEBUG=on $(MANAGE) makemessages --locale de --no-obsolete --no-location --no-wrap --ignore .venv --ignore var
	msgfmt --check -o locale/de/LC_MESSAGES/django.mo locale/de/LC_MESSAGES/django.po

LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet
lock: ## pin the newest allowed versions of all dependencies (needs uv)
	$(LOCK) --extra s3 --upgrade -o requirements-s3.txt
	$(LOCK) -c requirements-s3.txt -o requirements.txt
	$(LOCK) --extra s3 --group dev -c requirements-s3.txt -o requirements-dev.txt

audit: $(VENV)/installed-dev ## look for known holes in the pinned dependencies (asks pypi.org)
	@$(VENV)/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements-s3.txt || \
		{ echo "If holes are listed above, run make lock; else pypi.org could not be asked."; exit 1; }

clean: ## remove the environment; the data in var/ stays
	rm -rf $(VENV)

secret:
	@mkdir -p $(DATA_DIR)
	@test -s $(DATA_DIR)/secret_key || (umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))' > $(DATA_DIR)/secret_key)

# uv if it is there, else venv and pip; both from the same pinned list with hashes.
$(VENV)/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 or newer is needed; set PYTHON=python3.11 or similar." && exit 1)
	@if command -v uv >/dev/null; then \
		{ test -x $(RUN) || uv venv --quiet --python $(PYTHON) $(VENV); } && \
		uv pip install --quiet --python $(RUN) --require-hashes -r requirements.txt; \
	else \
		{ test -x $(VENV)/bin/pip || { rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); } || \
			{ rm -rf $(VENV); echo "Please install venv for Python (Debian: apt-get install python3-venv), or uv."; exit 1; }; } && \
		$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt; \
	fi
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(RUN) --require-hashes -r requirements-dev.txt; \
	else $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt; fi
	@touch $@

.PHONY: help run demo serve dev editor test bench check format messages lock audit clean secret
