"""The looks in which a live piece is tried: each width, and both colour schemes."""

LOOKS = [(1280, "light"), (390, "dark"), (320, "light")]
