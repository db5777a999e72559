# Two commands matter: `make lab` opens the lesson, `make test` runs every check. Both set up .venv first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
TESTS  := $(VENV)/.ready-test
LITE   := $(VENV)-lite/.ready
LESSON ?= notebooks/00_welkom.ipynb
SITE   ?= site
LOCK   := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet --upgrade
# uv knows no newer Pyodide than this; the wheels are pure Python, so that it does not matter. What is left out: signaal/make/lite.py.
TAB    := --python-version 3.14 --python-platform wasm32-pyodide2024 --no-build --generate-hashes --no-header --no-emit-index-url --quiet --upgrade \
  $(addprefix --no-emit-package ,jedi parso jupyterlab-widgets widgetsnbextension)
NBVAL  := --nbval --nbval-current-env --nbval-cell-timeout=60
# Notebooks that differ from the last commit: the only ones that `make check` runs.
CHANGED = $(shell git diff --name-only --diff-filter=d HEAD -- '*.ipynb' 2>/dev/null)
# What carries the course elsewhere: `make check` tries it when code has changed since the last commit, `make test` always.
AWAY   := $(addprefix tests/engine/,test_exports.py test_exports_stories.py test_site.py test_slides.py)
CODE    = $(shell git diff --name-only HEAD -- signaal tests 2>/dev/null)

# Packages come without compiled files (see $(READY)): where Python may not keep what it compiles, every process compiles all of it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: lab check test notebooks exercises site paper lint bench load lite lock lowest newest wheel clean

lab: $(READY)
	$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/$(LESSON) $(if $(filter 0,$(shell id -u)),--allow-root) $(LAB_ARGS)

# After a change in a text or a rule: what needs no browser, in under a minute.
check: $(TESTS)
	$(BIN)/signaal check
	$(BIN)/ruff check signaal tests bench
	$(BIN)/ruff format --check signaal tests bench
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not browser and not slow" $(if $(CHANGED),$(NBVAL),-p no:nbval) \
	  --ignore tests/browser --ignore tests/deploy $(if $(CODE),,$(addprefix --ignore ,$(AWAY))) tests $(CHANGED)

test: $(TESTS) $(LITE)
	$(BIN)/ruff check signaal tests bench
	$(BIN)/ruff format --check signaal tests bench
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder $(NBVAL) tests notebooks exercises docent

notebooks: $(TESTS)
	$(BIN)/python -m signaal.make.notebooks notebooks

exercises: $(TESTS)
	$(BIN)/python -m signaal.make.notebooks exercises

# The course as a website in $(SITE); `paper` prints what is in it for paper as PDF, with Chromium.
site: $(TESTS)
	$(BIN)/signaal site $(SITE)

paper: site
	$(BIN)/python -m signaal.make.pdf $(SITE)

# How hard the Dutch is to read, file by file.
lint: $(TESTS)
	PYTHONPATH=.:tests/content $(BIN)/python tests/content/readability.py

bench: $(TESTS)
	$(BIN)/python -m bench

# A class on the class server: STUDENTS=30 takes thirty. Needs JupyterHub's proxy (docs/CONTRIBUTING.md).
load: $(TESTS)
	$(BIN)/python -m bench.load $(STUDENTS)

# The website with the lab in a browser tab beside it, in $(SITE)/lab. A later `make site` keeps that lab, and the link to it.
lite: $(LITE)
	$(VENV)-lite/bin/python -m signaal.make.lite $(SITE)/lab --pyodide deploy/tab/node_modules/pyodide --wheels $(VENV)-lite/wheels
	$(BIN)/signaal site $(SITE)

# After a change in pyproject.toml: pin everything again, for every platform and Python the kit supports.
lock: $(TESTS)
	$(BIN)/$(LOCK) --extra build -o requirements.lock pyproject.toml
	$(BIN)/$(LOCK) --extra build --extra site --extra test --extra bench --extra server -c requirements.lock -o requirements-test.lock pyproject.toml
	$(BIN)/$(LOCK) --extra build --extra server -c requirements.lock -o deploy/jupyterhub/requirements.lock pyproject.toml
	$(BIN)/uv pip compile $(TAB) --group pyproject.toml:tab -c requirements.lock -o deploy/tab/requirements.lock

# Do the lowest versions that pyproject.toml allows still pass? And the newest, also those not released yet?
lowest newest: $(TESTS)
	$(BIN)/uv venv --quiet --clear $(VENV)-$@ --python $(BIN)/python
	$(BIN)/uv pip install --quiet --python $(VENV)-$@ $(if $(filter lowest,$@),--resolution lowest-direct,--prerelease allow) \
	  -e '.[build,site,test,bench]' $(if $(filter newest,$@),pytest-notebook)
	$(VENV)-$@/bin/pytest -q -m "not browser and not slow" $(NBVAL) tests notebooks exercises docent
	$(if $(filter newest,$@),$(VENV)-$@/bin/pytest -q -c tests/pytest_notebook.ini --rootdir . notebooks exercises docent)

wheel: $(READY)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w dist .

clean:
	rm -rf $(VENV) $(VENV)-lowest $(VENV)-newest $(VENV)-lite dist

# Python compiles what is used when it is used: compiling everything first takes a quarter of the time.
# The stamp makes a second start quick: nothing is installed again until a lock or the package's own files change.
$(READY): requirements.lock pyproject.toml hatch_build.py $(wildcard signaal/jupyter/*.json signaal/jupyter/labextension/* signaal/browser/*)
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if v >= (3, 11) else "Signaal heeft Python 3.11 of nieuwer nodig; dit is %d.%d. Probeer: make lab PYTHON=python3.12" % v[:2])'
	@echo "Signaal wordt klaargezet. De eerste keer duurt dat een minuut of twee."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

$(TESTS): $(READY) requirements-test.lock tests/npm/package-lock.json
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-test.lock
	$(BIN)/npm ci --prefix tests/npm --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $(TESTS)

# The lab in a tab: JupyterLite, in the versions that fit together (pyproject.toml), apart from the JupyterLab that learners have.
# And what its Python is made of, with hashes: Pyodide from npm, and wheels.
$(LITE): $(TESTS) deploy/tab/requirements.lock deploy/tab/package-lock.json
	$(BIN)/uv venv --quiet --clear $(VENV)-lite --python $(BIN)/python
	$(BIN)/uv pip install --quiet --python $(VENV)-lite -e '.[lite]'
	$(BIN)/npm ci --prefix deploy/tab --ignore-scripts --no-audit --no-fund --loglevel=error
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: --platform any --python-version 3.14 \
	  -r deploy/tab/requirements.lock -d $(VENV)-lite/wheels
	@touch $(LITE)
