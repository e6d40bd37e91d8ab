PYTHON ?= python3.11
PORT ?= 8000
RUN := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help install run test check evaluate train fuzz load faults bench bench-desk lock screenshots

help:  ## say what each word does
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

install:  ## make .venv from the pinned requirements; quick and silent when nothing changed
	@$(PYTHON) config/local/install.py

run: install  ## run everything on this machine until Ctrl-C (PORT=8000)
	@$(RUN) manage.py up --port $(PORT)

test: install  ## run the whole test suite; needs no service (ARGS= for pytest)
	@$(RUN) -m tests.suite $(ARGS)

check: install  ## lint, format, types, walls between rooms, migrations, dependencies
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(RUN) -c 'from importlinter.cli import lint_imports_command as lint; lint()'
	@$(RUN) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@$(RUN) -m deptry .

evaluate: install  ## score the engine on annotated texts, with every miss (GOLD=FILE.jsonl ARGS=--brief)
	@$(RUN) manage.py evaluate $(GOLD) $(ARGS)

train: install  ## learn the toll estimators and the encoder from seeds/corpus (15 minutes; fetches torch)
	@$(RUN) manage.py train
	@$(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@.venv-train/bin/python -m pip install -q --disable-pip-version-check -r requirements-train.txt
	@.venv-train/bin/python manage.py train_encoder

bench: install  ## measure the engine's speed and memory
	@$(RUN) manage.py bench

bench-desk: install  ## measure the desk's pages on 1,000 and on 100,000 articles, in a folder that is thrown away
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && LOCAL_DIR="$$folder/local" LOG_LEVEL=ERROR $(RUN) manage.py bench_desk $(ARGS)

load: install  ## measure the API under load (LOAD_SECONDS=15)
	@$(RUN) -m tests.load

faults: install  ## harm the running house while copy is filed, and prove that nothing is lost (ARGS="--only broker")
	@$(RUN) -m tests.faults $(ARGS)

fuzz: install  ## try over 2,000 odd requests on the API's whole schema
	@FUZZ_EXAMPLES=100 $(RUN) -m pytest -q -n auto tests/api/test_fuzz.py

screenshots: install  ## make the pictures of docs/images from the demo copy
	@$(RUN) -m pytest -q tests/journeys/make_screenshots.py tests/reports/make_pictures.py

lock: install  ## pin the newest versions that requirements*.in allow, with hashes
	@$(RUN) -m uv pip compile requirements.in $(LOCK) -o requirements.txt
	@$(RUN) -m uv pip compile requirements-dev.in $(LOCK) -o requirements-dev.txt

LOCK := --upgrade --generate-hashes --no-emit-index-url --no-header --no-annotate --only-binary :all: --python-version 3.11 -q
