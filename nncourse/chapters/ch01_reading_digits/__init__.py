"""Chapter 1: its runs, figures, claims and questions."""
