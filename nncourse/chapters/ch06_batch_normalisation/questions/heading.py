"""Over the questions of chapter 6: their title, and what they are about."""

from nncourse.exercises.chapter import Chapter

chapter = Chapter(
    "06-batch-normalisation",
    title="Batch normalisation",
    intro="""
    The layer, piece by piece: forward, its memory for evaluation, and the gradient with its
    three ways. Batches are rows; every feature has statistics of its own.
    """,
)
