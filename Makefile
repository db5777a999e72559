# Two commands matter: `make lab` opens the lesson, `make test` runs every check. Both set up .venv first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
LESSON ?= notebooks/00_welkom.ipynb

.PHONY: lab test notebooks exercises lint bench lock clean

lab: $(READY)
	$(BIN)/jupyter lab --ServerApp.root_dir=. $(if $(filter 0,$(shell id -u)),--allow-root) $(LAB_ARGS) $(LESSON)

test: $(READY)
	$(BIN)/ruff check signaal tests bench
	$(BIN)/pytest --nbval --nbval-current-env --nbval-cell-timeout=60 tests notebooks exercises

notebooks: $(READY)
	$(BIN)/python -m signaal.building notebooks

exercises: $(READY)
	$(BIN)/python -m signaal.building exercises

lint: $(READY)
	$(BIN)/ruff check signaal tests bench
	$(BIN)/ruff format --check signaal tests bench
	PYTHONPATH=.:tests/content $(BIN)/python tests/content/readability.py

bench: $(READY)
	$(BIN)/python -m bench

# After a change in pyproject.toml: pin everything again, for every platform and Python the kit supports.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --extra test --generate-hashes \
	  --no-header --no-emit-index-url --quiet --upgrade -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV)

# Python compiles what is used when it is used: compiling everything first takes a quarter of the time.
# The stamp makes a second start quick: nothing is installed again until the lock or the package's own files change.
$(READY): requirements.lock pyproject.toml $(wildcard signaal/jupyter/*.json signaal/labextension/* signaal/browser/*)
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if v >= (3, 11) else "Signaal heeft Python 3.11 of nieuwer nodig; dit is %d.%d. Probeer: make lab PYTHON=python3.12" % v[:2])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)
