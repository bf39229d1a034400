"""Chapter 7: its runs, figures, claims and questions."""
