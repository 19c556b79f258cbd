# Everything lives in .venv and .cache, both git-ignored. A stamp file says that a step is done,
# so that a second `make` starts work at once. ARGS goes to the command: make test ARGS="-k feed".

VENV := .venv
BIN := $(VENV)/bin
VENV_PYTHON := $(BIN)/python
PIP_INSTALL := $(VENV_PYTHON) -m pip --disable-pip-version-check --no-input install --quiet
CHECKERS := .cache/checkers
LIGHTHOUSE := .cache/lighthouse
PEERS := .cache/bench
AUDIT := .cache/audit
FUZZ := .cache/fuzz/venv
ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site vendor serve test lint format catalogues bench setup browser checkers lighthouse paint lock audit fuzz torture clean distclean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r target text; do printf '%-16s %s\n' "$$target" "$$text"; done

site: $(VENV)/.stamp-site vendor ## set everything up and build the sample nation into output/
	$(BIN)/kimgen build $(ARGS)

serve: $(VENV)/.stamp-site vendor ## set everything up and serve the sample nation while you write
	$(BIN)/kimgen serve $(ARGS)

test: lint browser checkers ## set everything up, check style and types, run all tests
	$(VENV_PYTHON) -m pytest -n auto $(ARGS)

lint: setup ## check style and types
	$(BIN)/ruff check
	$(BIN)/mypy

format: setup ## put the code into shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

catalogues: setup ## collect the texts of the interface for translators, and compile translations
	$(VENV_PYTHON) .ci/write-catalogues

bench: setup $(PEERS)/.stamp ## measure kimgen beside Hugo, Eleventy, Pelican and Zensical
	$(VENV_PYTHON) -m benchmarks.measure $(ARGS)

setup: $(VENV)/.stamp-dev vendor ## install kimgen for development, without running anything

vendor: $(VENV)/.stamp-venv ## fetch the search engine of sites from npm
	@$(VENV_PYTHON) .ci/vendor

browser: setup ## find Chromium, or install it where apt-get can
	@bash .ci/install-browser $(VENV_PYTHON)

checkers: $(CHECKERS)/.stamp ## install the HTML and accessibility checkers

lighthouse: browser $(LIGHTHOUSE)/.stamp ## let Lighthouse judge home, post and list of each theme
	$(VENV_PYTHON) -m benchmarks.lighthouse $(LIGHTHOUSE) --report $(LIGHTHOUSE)/report $(ARGS)

paint: browser ## measure when a reader on a weak network sees something
	$(VENV_PYTHON) -m benchmarks.paint $(ARGS)

lock: $(VENV)/.stamp-lock ## choose the newest versions of all dependencies and lock them
	bash .ci/lock $(VENV_PYTHON)

audit: setup $(AUDIT)/.stamp ## check lock files and licences, and ask for known faults in what they pin
	bash .ci/audit $(VENV_PYTHON) $(AUDIT)/bin/python

fuzz: setup $(FUZZ)/.stamp ## look for texts that break a promise: ARGS="dates --seconds 600"
	$(FUZZ)/bin/python -m tests.fuzz $(ARGS)

torture: setup ## kill, starve and lock out real builds, for an hour or two: ARGS="--resume"
	@bash .ci/install-strace
	$(VENV_PYTHON) -m tests.torture $(ARGS)

clean: ## remove what was built
	rm -rf output dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find kimgen tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove what was installed, too
	rm -rf $(VENV) .cache

$(VENV)/.stamp-venv: .ci/make-venv
	bash .ci/make-venv $(VENV)
	touch $@

# The package itself needs no build isolation: its build backend is locked like everything else.
$(VENV)/.stamp-site: $(VENV)/.stamp-venv requirements/site.txt pyproject.toml
	$(PIP_INSTALL) --require-hashes -r requirements/site.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.stamp-dev: $(VENV)/.stamp-site requirements/dev.txt
	$(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	touch $@

$(VENV)/.stamp-lock: $(VENV)/.stamp-venv requirements/lock.txt
	$(PIP_INSTALL) --require-hashes -r requirements/lock.txt
	touch $@

$(CHECKERS)/.stamp: $(VENV)/.stamp-venv .ci/install-checkers .ci/npm tests/browser/package-lock.json requirements/node.txt
	bash .ci/install-checkers $(VENV_PYTHON) $(CHECKERS)

$(LIGHTHOUSE)/.stamp: $(VENV)/.stamp-venv .ci/install-lighthouse .ci/npm .ci/lighthouse/package-lock.json requirements/node.txt
	bash .ci/install-lighthouse $(VENV_PYTHON) $(LIGHTHOUSE)

$(AUDIT)/.stamp: .ci/make-venv requirements/audit.txt
	bash .ci/make-venv $(AUDIT)
	$(AUDIT)/bin/python -m pip --disable-pip-version-check --no-input install --quiet --require-hashes -r requirements/audit.txt
	touch $@

$(FUZZ)/.stamp: .ci/make-venv requirements/fuzz.txt requirements/site.txt
	bash .ci/make-venv $(FUZZ)
	$(FUZZ)/bin/python -m pip --disable-pip-version-check --no-input install --quiet --require-hashes -r requirements/site.txt -r requirements/fuzz.txt
	touch $@

$(PEERS)/.stamp: $(VENV)/.stamp-venv benchmarks/install .ci/npm benchmarks/eleventy/package-lock.json requirements/bench.txt
	bash benchmarks/install $(VENV_PYTHON) $(PEERS)
