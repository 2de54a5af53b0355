"""What every test runs under. The variables stand before any import, since Textual reads them when it is imported."""

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TZ"] = "UTC"

from hypothesis import settings

# A shared machine is slow now and then, and a failure must come again when it is looked at.
settings.register_profile("cockpit", deadline=None, derandomize=True)
settings.load_profile("cockpit")
