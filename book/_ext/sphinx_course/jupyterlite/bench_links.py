"""Where the site's address is known, its notebooks in JupyterLite lead to its bench."""

from nncourse.live.bench_links import bench_page, link_to_bench


def lead_to_bench(contents, docnames, site):
    """Let the notebooks below `contents` lead to the bench of the site at an address."""
    bench = bench_page(docnames)
    if not site or not bench:
        return
    for path in contents.rglob("*.ipynb"):
        text = link_to_bench(path.read_text("utf8"), f"{site}{bench}.html")
        path.write_text(text, "utf8")
