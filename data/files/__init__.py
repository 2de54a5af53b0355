"""Files of other programs: tables read as streams of facts, without a database.

`readers` opens a file as a table, `fields` says what its columns mean, a dialect in `dialects` turns rows into the
facts of `facts`, and `reading` is the way in.
"""
