"""Chapter 3: its runs, figures, claims and questions."""
