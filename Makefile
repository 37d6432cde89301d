# One command each. Needs only Python >= 3.11; everything else is installed pinned, in .venv.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PYTHONUTF8 = 1
unexport PYTHONDONTWRITEBYTECODE  # or every process would compile everything anew

.PHONY: demo test check fix bench rhythm walk mutants matrix lock clean

demo: $(VENV)/.run        ## a believable neighbourhood at http://127.0.0.1:$(PORT)
	@$(BIN)/python -m waakvlam.config.translations
	@$(BIN)/waakvlam demo --port $(PORT)

test: $(VENV)/.dev        ## every test; installs Chromium from the distribution where absent
	@$(BIN)/python -m waakvlam.config.chromium
	@$(BIN)/python -m waakvlam.config.translations
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

check: $(VENV)/.dev       ## lint, types, directions, migrations, translations, generated docs, API rules
	@$(BIN)/python -m waakvlam.config.check

fix: $(VENV)/.dev         ## format, sort, regenerate what is generated
	@$(BIN)/python -m waakvlam.config.check --fix

bench: $(VENV)/.dev       ## figures beside a hand-written SQL floor
	@$(BIN)/python -m bench $(BENCH_ARGS)

rhythm: $(VENV)/.dev      ## a month of signals in a real city, with and without clocks and claims; docs/handbook/developers/rhythm.md
	@PYTHONPATH=src:. $(BIN)/python -m bench.rhythm --keep

walk: $(VENV)/.dev        ## random people, random acts, for as long as it takes: WALK=2000 walks
	@WAAKVLAM_WALK=$(or $(WALK),500) $(BIN)/pytest tests/walk -k whatever

mutants: $(VENV)/.dev     ## take every part of every lock away and see a test fail; docs/reference/mutants.md
	@WAAKVLAM_MUTANTS=all $(BIN)/pytest tests/mutation

matrix: $(VENV)/.dev      ## every act × everybody × state, not only the sample of the day; counts for docs/reference/access.md
	@WAAKVLAM_ACTS=all $(BIN)/pytest tests/matrix

lock: $(VENV)/.dev        ## resolve the dependencies again
	@$(BIN)/uv pip compile -q --universal --no-annotate --no-header --python-version 3.11 --generate-hashes pyproject.toml lock/build.in -o lock/run.txt
	@$(BIN)/uv pip compile -q --universal --no-annotate --no-header --python-version 3.11 --generate-hashes --extra dev pyproject.toml lock/build.in -o lock/dev.txt

clean:                    ## forget the installation and the demo's data
	@test ! -x $(BIN)/waakvlam || $(BIN)/waakvlam demo --forget
	@rm -rf $(VENV) .data

$(VENV)/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Waakvlam needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=/path/to/python3.")'
	@$(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed. On Debian: apt install python3-venv"; exit 1; }
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r lock/uv.txt

$(VENV)/.run: lock/run.txt pyproject.toml | $(VENV)/bin/uv
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r lock/run.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: lock/dev.txt $(VENV)/.run
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r lock/dev.txt
	@touch $@
