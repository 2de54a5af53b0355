"""The variables every test runs under: a plugin of its own, loaded before the one that imports Textual."""

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TZ"] = "UTC"
