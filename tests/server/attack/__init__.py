"""What hostile pages, broken clients and damaged files do; ``tox -e attack`` runs it.

This is not part of the test suite.  ``--short`` takes two minutes at most, and a time limit holds
for each test.  All of it goes to servers on 127.0.0.1 that the tests start themselves.
"""
