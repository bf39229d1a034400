"""The ledger's entries, a topic a file; `nncourse.claims` joins them."""
