"""The course's Sphinx extension: a module for each thing that one sees on the site.

The style and script of a module's part stand in `static/` under the module's own name. List
`sphinx_course` among the extensions in `_config.yml` and all of it is on. Nothing here runs
when a reader uses the package, and no notebook needs it.
"""

from . import (
    asides,
    before_you_go_on,
    claims,
    code_colours,
    error_page,
    first_page,
    folding,
    formulas,
    glossary_figures,
    glossary_words,
    jupyterlite,
    metadata,
    page_files,
    printed_output,
    python_on_page,
    run_bar,
    search,
    sidebar,
    sitemap,
    solutions,
    stale_pages,
    theme,
    wide_output,
)

PARTS = (
    stale_pages,
    formulas,
    theme,
    code_colours,
    page_files,
    sidebar,
    metadata,
    error_page,
    first_page,
    sitemap,
    solutions,
    folding,
    asides,
    glossary_figures,
    glossary_words,
    printed_output,
    wide_output,
    before_you_go_on,
    claims,
    search,
    run_bar,
    python_on_page,
    jupyterlite,
)


def setup(app):
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
