"""What there is and what happened, as web pages: of the server, and for failing tests.

Rule of this room: pages show what the API and the toolkit have, and change none of it.  Jinja is
met in ``rendering`` only.
"""
