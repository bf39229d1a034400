"""Chapter 2: its runs, figures, claims and questions."""
