"""Chapter 8: its runs, figures, claims and questions."""
