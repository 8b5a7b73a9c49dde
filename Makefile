# The words of this project. Each makes the virtual environment first, on any machine with python3.11 or newer.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
N ?= 4
BIN := .venv/bin

.PHONY: run serve replicas test check bench bundle format

run: .venv/runtime ## open the dashboard on this machine, with a sample edition when there is none
	$(BIN)/python dashboard.py --port "$(PORT)"

serve: .venv/runtime ## open it to the office network: make serve HOST=192.0.2.10 PORT=8501
	$(BIN)/python dashboard.py --host "$(HOST)" --port "$(PORT)"

replicas: .venv/runtime ## N of them on this machine behind nginx: make replicas N=4 HOST=192.0.2.10 PORT=8501
	$(BIN)/python -m deploy replicas --number "$(N)" --host "$(HOST)" --port "$(PORT)"

test: .venv/development ## all tests; with NPA_DATA_DIR=… on the real police files too
	$(BIN)/python -m pytest -n auto --dist worksteal --durations=25

check: .venv/development ## format, lint, types, SQL, shell, import direction
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar -q ingest queries
	$(BIN)/shellcheck $$(git ls-files '*.sh' .ci/run)
	$(BIN)/lint-imports --no-cache

format: .venv/development ## put code and SQL into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/sqlfluff fix --disable-progress-bar -q ingest queries

bench: .venv/development ## how long building and asking take; NPA_DATA_DIR=… names the police files
	$(BIN)/python -m tests.benchmarks

bundle: .venv/runtime ## a folder and a zip in dist/ for machines without network, Windows and Linux
	rm -rf dist
	$(BIN)/python -m publish bundle --out dist

.venv/python:
	$(PYTHON) -m venv .venv || (rm -rf .venv; echo "python3-venv is missing: apt-get install python3-venv"; exit 1)
	touch $@

.venv/runtime: .venv/python requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/development: .venv/runtime requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
