"""Private and undocumented names of other projects: one module for each of them.

Rule of this room: nothing else in the package uses such a name, and ``tests/upstream`` guards each.
"""
