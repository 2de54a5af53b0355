"""What the commands print as JSON: a stable form of its own, so that scripts do not break when the records change.

Money is ``{"minor": 125000000, "currency": "RUB"}`` (minor units), days are ISO dates, times of a review are seconds.
Each noun has its module; they load pydantic, so that a command imports them only when it prints JSON.
"""
