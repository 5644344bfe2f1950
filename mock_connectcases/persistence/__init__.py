"""Everything that exists, as a JSON document and in a file.

Rule of this room: the document has the names and the shapes of ``resources/``; only cases, of which
there are many, are held more compactly there than they are written.  Changing a name or a shape
changes the format, which a document kept in the tests notices.
"""
