# What can be done here; `make` alone tells it. Everything is installed into .venv from the project's own files.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .bench
CORPORA ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help demo test everything lint notebook docs accuracy bench picture wheel clean

help: ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# cargo knows what is out of date; pip is asked again only when the requirements have changed
$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet 'maturin>=1.16,<2'
	$(BIN)/maturin develop --release --quiet --extras test,notebook,dev
	@touch $@

.PHONY: build
build: $(VENV)/ready
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/maturin develop --release --quiet --skip-install

demo: build ## the factbox of a built-in sample report
	$(BIN)/factbox demo

test: build ## all tests, of the core in Rust and of the package in Python
	cargo test --quiet --features tables
	$(BIN)/python -m pytest

$(VENV)/everything: $(VENV)/ready
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/maturin develop --release --quiet --extras spacy,spark,recipes,site,browser
	@touch $@

everything: $(VENV)/everything ## install what the tests with spaCy, Spark, Dask, a browser and the site need

lint: build ## formatters, lints, and the strict check of types and stubs
	cargo fmt --check
	cargo clippy --all-targets --quiet -- -D warnings
	cargo clippy --all-targets --features python --quiet -- -D warnings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy python/factbox scripts
	$(BIN)/python -m mypy.stubtest factbox._factbox

notebook: build ## run the notebooks from a clean kernel
	$(BIN)/python -m pytest --nbmake notebooks

docs: $(VENV)/everything build ## the documentation site, in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "written to $(CURDIR)/site/index.html"

accuracy: build ## measure accuracy where the corpora are, and hold it to the recorded floor
	$(BIN)/python scripts/accuracy.py $(CORPORA)

bench: ## speed beside other libraries, in an environment of its own
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet -r benchmarks/requirements.txt
	$(BENCH)/bin/python -m pip install --quiet --no-deps -r benchmarks/requirements-cqe.txt
	$(BENCH)/bin/python -m pip install --quiet --force-reinstall --no-deps .
	$(BENCH)/bin/python benchmarks/run.py

picture: build ## draw the picture of the README again
	$(BIN)/python scripts/picture.py

wheel: $(VENV)/ready ## build the wheel into dist/
	$(BIN)/maturin build --release --quiet --out dist

clean: ## remove what was built
	rm -rf target dist site artefacts $(VENV) $(BENCH)
