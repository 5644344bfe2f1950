"""The ledger: what this package claims about AWS, what stands behind it, and what the tests use."""
