"""The commands, a module for each noun: what is asked for, and how it is answered.

A command is put together by its `add` once the language is known, since its help is a text too. What prints is imported
when there is something to print.
"""
