"""The state file of the server: a SQLite database with a row for each resource.

Rule of this room: what is written about a resource is what ``seeds`` writes; here is only where
and when it is written.
"""
