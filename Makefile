PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo test oracles prove library lint bench clean

help:
	@echo "make demo     one case before and after a redesign; writes out/demo/report.html and pictures"
	@echo "make test     run the tests"
	@echo "make oracles  run the long tests against numbers known from theory"
	@echo "make prove    run both engines against each other on many random models"
	@echo "make library  run every case of the library and write docs/library.md"
	@echo "make lint     check style, types, and who imports whom"
	@echo "make bench    measure speed and write benchmarks/results.json"
	@echo "make clean    delete .venv, out and caches"
	@echo "Each makes .venv first where needed. Another Python: make demo PYTHON=python3.12"

# setuptools comes first, from the same constraints, so that the build fetches nothing unpinned.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt setuptools
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-build-isolation \
		--editable '.[dev]'
	@touch $@

demo: $(READY)
	$(BIN)/onewindow demo

# A file's tests stay in one process: what they share is made once. Files go in their order: sorted
# by how many tests they have, the long ones would come last and leave a processor idle. Two processes
# of tests fill two processors: threads for small matrices would take from one what the other needs.
test oracles: export OPENBLAS_NUM_THREADS = 1
test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not oracles"

oracles: $(READY)
	$(BIN)/python -m pytest -n 2 -m oracles

# The proof that both engines write the same log, on ten thousand models from each source, a hundred
# a dot. It takes half an hour or more; make prove MODELS=1000 a tenth of it.
MODELS ?= 10000
prove: $(READY)
	ONEWINDOW_PROVE=$(MODELS) $(BIN)/python -m pytest -n 2 tests/sim/test_engines.py

library: $(READY)
	PYTHONPATH=. $(BIN)/python docs/write_library.py

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	@echo "No file may name a package index:"
	@! grep -rInE --exclude-dir=.git --exclude-dir=.venv --exclude-dir=out --exclude-dir='.*_cache' \
		--exclude-dir='*.egg-info' --exclude-dir=__pycache__ \
		'index[-_]url|find[-_]links|trusted[-_]host|[p]ypi[.]org|python[h]osted[.]org|/[p]ypi/' .
	@echo "none does."

bench: $(READY)
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
