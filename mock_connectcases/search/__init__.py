"""Searches for cases and related items: filters, words, order and pages."""
