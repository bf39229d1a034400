"""Chapter 9's heading, under which its questions stand."""

from nncourse.exercises.chapter import Chapter

chapter = Chapter(
    "09-training-clinic",
    title="Why will it not train?",
    intro="""
    Three readings of a training run, then three patients that are yours alone. Choose a
    `seed` from 0 to 9999 for them, or take the one that your teacher gives you: it draws
    your patients, so that no two learners have the same. What may ail each is the same for
    every seed, and no seed is easier than another. Leave seed 0 to the example: its answers
    are those that the solutions print.
    """,
    imports="from nncourse.chapters.ch09_training_clinic.consulting import examine, look",
)
