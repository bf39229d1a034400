"""Property tests try the same examples everywhere, and slow machines do not fail them."""

from hypothesis import settings

settings.register_profile("same everywhere", derandomize=True, deadline=None)
settings.load_profile("same everywhere")
