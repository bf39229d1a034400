"""Every sentence that explore shows a reader, in one place for translation."""

from nncourse.spoken import WORDS

MESSAGES = {
    "play": "Play",
    "next": "Next",
    "what": "{button} {label}",
    "pause": "Pause",
    "link": "Link to this setting",
    "copied": "Link copied",
    "back": "Back to where you were",
    "picture": (
        "Picture. Values of its curves, at the points that were drawn: left and right "
        "go from point to point, up and down from curve to curve."
    ),
    "point": "{x_label} {x}, {y_label} {y}",
    "curve": "{curve}: {point}",
    **WORDS,  # powers of ten, as they are said
    "pin": "Pin to compare",
    "unpin": "Unpin",
    "pinned": "Pinned: {setting}",
    "unpinned": "Nothing is pinned.",
    "without_script": (
        "This figure has {count} settings; turning it needs JavaScript. "
        "Shown here: {choices}."
    ),
    "without_kernel": "{name}: {count} settings of {choices}; Jupyter turns it.",
    "without_widgets": 'To turn this figure: pip install "nncourse[live]"',
    "failed": "This setting could not be drawn.",
}

# How an answer is known: the word by which a prediction calls it.
HOW = ["measured", "counted", "worked out"]

# What a prediction says. {guess} and {measured} are texts, the latter often a sentence;
# {how} and {How} are one of the words above.
PREDICTION = {
    "commit": "Commit",
    "show": "Show me",
    "again": "Predict again",
    "answer": "Answer",
    "number": "Your prediction, from {low} to {high}:",
    "slider": "Your prediction, on a line",
    "draw": "Draw the curve you expect.",
    "handle": "{y} at {x} {at}",
    "both_curves": "Dashed: {yours}. Solid: {how}.",
    "one_curve": "Solid: {how}.",
    "missing": "Choose an answer first.",
    "missing_number": "Give a number from {low} to {high} first.",
    "missing_curve": "Draw a curve first.",
    "yours": "your prediction",
    "yours_seen": "your answer after seeing it",
    "measured": "{how}",
    "both": "{yours}, as {how}",
    "said": "You said: {guess}. {How}: {measured}",
    "drew": "You drew {label} from {first} to {last}. {How}: {measured}",
    "shown": "{How}: {measured}",
    "covered": "This figure answers the {question}.",
    "question": "question above",
}
