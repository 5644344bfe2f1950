"""Everything that exists, as a JSON document and in a file.

Rule of this room: the document has the names and the shapes of ``resources/``.  Changing one of
those changes the format, which a document kept in the tests notices.
"""
