"""Web pages about the state and the requests: of the server, and for failing tests.

Rule of this package: pages show the API and the toolkit, and change nothing.  Only ``rendering``
knows Jinja.
"""
