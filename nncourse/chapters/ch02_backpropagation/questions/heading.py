"""Over the questions of chapter 2: their title, and what they are about."""

from nncourse.exercises.chapter import Chapter

chapter = Chapter(
    "02-backpropagation",
    title="Backpropagation",
    intro="""
    The way back through each step of a small network, and the witness that tells whether
    you got it right. Here `dv` stands for the gradient of the loss with respect to `v` and
    has the shape of `v`; batches are rows.
    """,
)
