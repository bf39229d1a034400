"""Over the questions of chapter 3: their title, and what they are about."""

from nncourse.exercises.chapter import Chapter

chapter = Chapter(
    "03-vanishing-gradients",
    title="Vanishing gradients",
    intro="""
    What a layer does to a gradient, measured and written; weights of the right size; and
    thirty layers that learn.
    """,
)
