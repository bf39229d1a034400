"""The kernel of the course's pages: runs a page's cells in the browser's own Python.

A worker of the page makes one `Kernel` and hands it a function to send with; all else is
plain Python, which the tests run without a browser. numpy is all it needs: what more a cell
imports is named by `packages.wanted_by` and fetched before the cell runs.
"""
