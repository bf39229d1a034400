"""Over the questions of chapter 7: their title, and what they are about."""

from nncourse.exercises.chapter import Chapter

chapter = Chapter(
    "07-learning-rate",
    title="The learning rate",
    intro="""
    The limit of a bowl, momentum and a schedule of your own, three things to measure while
    training, and a run to rescue.
    """,
)
