"""The method: what is true about clients, plans, reviews and sittings.

Pure Python. Nothing here knows a screen, a database, a file or the clock: facts and ``now`` come in,
frozen values come out. Modules are nouns; import from them directly.
"""
