"""The inspector of a server: its pages and controls.

Rule of this package: nothing changes by GET, nor without the server's token.
"""
