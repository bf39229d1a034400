"""Chapter 5: its runs, figures, claims and questions."""
