"""Chapter 6: its runs, figures, claims and questions."""
