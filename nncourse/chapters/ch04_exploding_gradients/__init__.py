"""Chapter 4: its runs, figures, claims and questions."""
