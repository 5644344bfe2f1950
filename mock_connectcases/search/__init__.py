"""Questions about cases and related items: filters, words, order and pages."""
