"""The claims: every sentence that the course puts on trial, as measured, with a verdict.

What a claim is stands in `claim`; the claims themselves stand in the chapters' folders.
"""

from nncourse.claims.article_in_short import article_in_short
from nncourse.claims.article_page import statements
from nncourse.claims.catalogue import claims
from nncourse.claims.display import cite
from nncourse.claims.ledger import fallen, overview, rows

__all__ = ["article_in_short", "cite", "claims", "fallen", "overview", "rows", "statements"]
