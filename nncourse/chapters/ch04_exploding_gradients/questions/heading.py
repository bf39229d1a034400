"""Over the questions of chapter 4: their title, and what they are about."""

from nncourse.exercises.chapter import Chapter

chapter = Chapter(
    "04-exploding-gradients",
    title="Exploding gradients",
    intro="""
    Products of matrices, weights that stretch nothing, clipping, and the rescue of a
    network whose weights are far too large.
    """,
)
