"""Every word that a card or the ledger adds to the claims, in one place for translation."""

MESSAGES = {
    "claim": "Claim",
    "ledger": "{name} in the ledger",
    # What the picture shows, for who cannot see it.
    "values": "Seeds: {numbers}.",
    "other kernel": "By another BLAS kernel: {numbers}.",
    "limit": "Beyond: {numbers}.",
    # A row.
    "axes": "One setting changed at a time",
    "place": "Measured by {place}, entry {link}.",
    # The map and the filters.
    "count": "{count} claims:",
    "verdict": "Verdict",
    "source": "Who says it",
    "chapter": "Chapter",
    "all": "all",
    "shown": "{shown} of {all} claims shown",
}
