"""The variables every test runs under. A plugin of its own (pyproject.toml), loaded before the one that imports Textual."""

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TZ"] = "UTC"
