# The course to hand out: on a stick, on paper, on Binder. Included from the Makefile.
.PHONY: offline pdf binder-test

# PYODIDE=<folder or archive of Pyodide's release> makes the site carry Python itself.
offline:
	@test -n "$(PYODIDE)" || { echo "Say where Pyodide is: make offline PYODIDE=<the folder" \
		"or archive of its release, pyodide-0.27.7.tar.bz2>" >&2; exit 1; }
	@$(MAKE) site PYODIDE="$(PYODIDE)"
	$(BIN)/python scripts/pack_offline.py

pdf: $(VENV)/test.stamp site
	$(BIN)/python scripts/make_pdf.py

# What Binder does, without docker: a fresh environment from the pins, JupyterLab, every
# chapter run in a real browser. Takes a while; `make test` tries one chapter.
binder-test: $(VENV)/test.stamp
	$(BIN)/python -m pytest tests/site/test_binder.py --every-notebook
