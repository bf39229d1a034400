"""Chapter 9: ten patients, the open ward, and its questions."""
