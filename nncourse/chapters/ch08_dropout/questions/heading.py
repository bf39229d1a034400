"""Over the questions of chapter 8: their title, and what they are about."""

from nncourse.exercises.chapter import Chapter

chapter = Chapter(
    "08-dropout",
    title="Dropout",
    intro="""
    How many are dropped, dropout forward and back, answers averaged over masks, and a
    network to keep from learning mistakes by heart.
    """,
)
