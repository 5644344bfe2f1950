"""Writes what the site has beyond the pages of this folder, from the package and its service model.

Rule of this room: nothing that the model, a docstring or the command line says is said again here.
"""
