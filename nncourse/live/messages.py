"""Every sentence that the live pieces show, in one place for translation."""

READER = {
    "pad": "Draw a digit here, with mouse, pen or finger",
    "pixels": "The 64 pixels that the network is given",
    "keys": (
        "By keyboard: arrow keys move from pixel to pixel, space inks one. What you ink "
        "here is read as it stands, not centred or scaled."
    ),
    "pixel": "row {row}, column {column}: {ink} of 16",
    "hidden": "16 hidden units: what each looks for, and how strongly it answers now",
    "weights": (
        "Red: ink in this pixel makes the unit answer. Blue: ink keeps it silent. White: "
        "the pixel does not count."
    ),
    "answer": "Ten probabilities. Which digit did you mean?",
    "digit": "{digit}: {percent} %",
    "empty": "There is nothing to read yet.",
    "reads": "Read as {digit}, with a probability of {percent}\N{NO-BREAK SPACE}%.",
    "most": ">99",
    "loss": "If it is {digit}, the loss −ln p is {loss}.",
    "normalise": "centre and scale my drawing, as the digits of the data were",
    "measured": (
        "Our tests make {count} drawings of strokes. The network reads {on} % of them with "
        "this switched on, fewest of the {weakest}s ({weakest_on} %), and {off} % with it "
        "off. Of the data's digits that it has never seen, it reads {test} %."
    ),
    "by_digit": "Digit by digit, in %",
    "drawn": "digit",
    "on": "on",
    "off": "off",
    "network": (
        "It has chapter 1's shape, 64-16-10, and learnt from the same digits, each of them "
        "slanted, stretched and moved sideways anew in every epoch."
    ),
    "clear": "Clear",
    "test": "A test digit",
    "wrong": "One it gets wrong",
    "average": "An average digit",
    "without_script": (
        "With JavaScript you can draw a digit here and watch the network read it. Shown is "
        "a digit of the data, the 64 numbers that the network is given, and what it makes "
        "of them."
    ),
    "still": "A {digit} of 8 by 8 pixels, read as {digit} with probability {percent} %.",
    "without_page": "Draw a digit in a notebook or on the page, and a network reads it.",
}
