"""Ratios, never seconds: what the mock costs beside what it is compared with."""
