"""Over the questions of chapter 1: their title, and what they are about."""

from nncourse.exercises.chapter import Chapter

chapter = Chapter(
    "01-reading-digits",
    title="Reading digits",
    intro="""
    From logits to probabilities, from probabilities to a loss, and a first network of your
    own that reads digits it has never seen.
    """,
)
