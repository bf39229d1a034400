"""Over the questions of chapter 5: their title, and what they are about."""

from nncourse.exercises.chapter import Chapter

chapter = Chapter(
    "05-dead-relu-units",
    title="Dead ReLU units",
    intro="""
    How many units are dead, what one step does to all other images, what a leak lets
    through, and a network to keep alive at a high rate.
    """,
)
