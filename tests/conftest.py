"""What holds for every test."""

from hypothesis import settings

# A shared machine is slow now and then, and a failure must come again when it is looked at.
settings.register_profile("cockpit", deadline=None, derandomize=True)
settings.load_profile("cockpit")
