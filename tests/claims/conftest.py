"""One claim that is not the course's, stored in files of its own."""

import json

import pytest

from nncourse.claims import axis_table, card, catalogue, store, text
from tests.claims.example import example

OWN = {"values": [3.1, 3.2, 3.1, 3.0, 3.4], "limit": [7.3, 7.3, 7.3, 7.3, 7.4]}
ALONG = {
    "width": {"4": [1.5, 1.6, 1.5], "10": [3.9, 3.8, 4.1], "20": [7.7, 7.8, 7.9]},
    "rate": {"0.2": [1.1, 1.1, 1.2]},
}


@pytest.fixture
def the_only_claim(tmp_path, monkeypatch):
    """A function that makes the example, with parts of its own, the only claim."""

    def install(own=OWN, along=ALONG, **parts):
        claim = example(**parts)
        for module in (catalogue, store):
            monkeypatch.setattr(module, "claims", lambda: {claim.name: claim})
        for module in (axis_table, card, store, text):
            monkeypatch.setattr(module, "claim_named", lambda name: claim)
        for name, values in (("MEASURED", own), ("VARIED", along)):
            path = tmp_path / f"{name}.json"
            path.write_text(json.dumps({claim.name: values}))
            monkeypatch.setattr(store, name, path)
        return claim

    return install
