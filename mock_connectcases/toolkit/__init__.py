"""Tools for tests: faults, delays, stubs, the search lag, the clock, the log of calls.

Rule of this package: nothing here changes the service unless a test uses it.
"""
