"""A link among claims leads to a page on the site, any other link where it did."""

from sphinx_course.claims import link_pages


def test_a_claims_link_to_a_notebook_leads_to_its_page():
    context = {
        "body": '<a class="claim-link" href="../claims.ipynb#claim-x">x</a>'
        '<a class="claim-place" href="chapters/01.ipynb">1</a>'
        '<a href="_sources/claims.ipynb" download>file</a>'
    }
    link_pages(None, "", "", context, None)
    assert context["body"] == (
        '<a class="claim-link" href="../claims.html#claim-x">x</a>'
        '<a class="claim-place" href="chapters/01.html">1</a>'
        '<a href="_sources/claims.ipynb" download>file</a>'
    )


def test_a_page_without_a_body_stays_as_it_is():
    context = {}
    link_pages(None, "", "", context, None)
    assert context == {}
