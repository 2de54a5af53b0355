"""What every test runs under. The variables stand before any import, since Textual reads them when it is imported."""

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TZ"] = "UTC"
