"""Every word that a card or the ledger adds to the claims, in one place for translation."""

MESSAGES = {
    "claim": "Claim",
    "values": "Seeds: {numbers}.",
    "other kernel": "By another BLAS kernel: {numbers}.",
    "limit": "Beyond: {numbers}.",
    "ledger": "{name} in the ledger",
}
