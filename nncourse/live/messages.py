"""Every sentence that the live pieces show, in one place for translation."""

READER = {
    "pad": "Draw here, mouse or finger",
    "pixels_short": "64 pixels",
    "hidden_short": "16 hidden units",
    "answer_short": "10 outputs",
    "pixels": "The 64 pixels that the network is given",
    "keys": (
        "By keyboard: arrow keys move from pixel to pixel and from unit to unit, space "
        "inks a pixel. What you ink so is read as it stands, not centred or scaled."
    ),
    "pixel": "row {row}, column {column}: {ink} of 16",
    "hidden": "16 hidden units: what each looks for, and how strongly it answers now",
    "lines": (
        "The fuller a circle, the larger its number. A line carries the number at its left "
        "end times a weight of its own: red adds, blue takes away. Coloured are the "
        "strongest lines into what is lit. Beside each unit are its 64 weights: red where "
        "ink makes it answer, blue where ink keeps it silent. Press a unit to follow it "
        "alone, or a digit to say that you meant it."
    ),
    "lit": "Lit hidden units, from 0 at the top: {units}. Lit outputs: {outputs}.",
    "none": "none",
    "unit": "unit {unit}, says {h}",
    "followed": "Unit {unit}: its pixels add {sum}, its bias {bias}, so it says {h}.",
    "strongest_pixel": (
        "The strongest pixel, row {row}, column {column} (from 0 at the top left): "
        "{a} × {weight} = {value}."
    ),
    "strongest_vote": "The strongest vote, on the {digit}: {a} × {weight} = {value}.",
    "logit": "In all the {digit} ends at the logit {logit}.",
    "logit_and_best": "In all the {digit} ends at the logit {logit}, the {best} at {most}.",
    "no_vote": "So it has no vote.",
    "vote": "Unit {unit}, with the ring, has the strongest vote on the {digit}: {vote}.",
    "answer": "Ten probabilities. Which digit did you mean?",
    "digit": "{digit}: {percent} %",
    "empty": "There is nothing to read yet.",
    "reads": "Read as {digit}, with a probability of {percent}\N{NO-BREAK SPACE}%.",
    "most": ">99",
    "loss": "If it is {digit}, the loss −ln p is {loss}.",
    "labelled": "It is labelled {digit}: the loss −ln p is {loss}.",
    "train": "Train it",
    "stop": "Stop",
    "begun": "It learns, from random numbers and the plain digits.",
    "course": "loss of each batch",
    "no_digits": "The digits to learn from did not arrive; try again later.",
    "progress": (
        "After epoch {epoch} of 20 it reads {percent} % of the 449 digits kept back."
    ),
    "untrained": "before training, with its first, random numbers",
    "normalise": "centre and scale my drawing, as the digits of the data were",
    "measured": (
        "Our tests make {count} drawings of strokes. When they are centred and scaled, the "
        "network reads {on} % of them, fewest of the {weakest}s ({weakest_on} %); as they "
        "are drawn, {off} %. Of the data's digits that it has never seen, it reads "
        "{test} %."
    ),
    "task": (
        "Draw a small 3 in a corner, then take this last tick away: it is read where you "
        "drew it."
    ),
    "by_digit": "How well it reads, digit by digit, in %",
    "off_mostly": (
        "As they are drawn the network calls {off_mostly_share} % of them a "
        "{off_mostly}: no wonder that it is right about most {off_mostly}s."
    ),
    "drawn": "digit",
    "on": "on",
    "off": "off",
    "network": (
        "It has chapter 1's shape, 64-16-10, and learnt from the same digits, each of them "
        "slanted, stretched and moved sideways anew in every epoch. Train it, and one that "
        "learns from them as they are takes its place."
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
    "still": "A {digit} of 8 by 8 pixels, read as {digit} with probability {percent}.",
    "without_page": "Draw a digit in a notebook or on the page, and a network reads it.",
}

BENCH = {
    "presets": "Experiments, by chapter",
    "choose": "Press Play, or choose an experiment: it sets the bench and plays.",
    "chapter": "chapter",
    "bar": "Run",
    "play": "Play",
    "pause": "Pause",
    "step": "One step",
    "reset": "Reset",
    "speed": "speed",
    "stepsPerSecond": "{steps} steps a second",
    "fullSpeed": "as fast as it goes",
    "compare": "Compare with a second run",
    "alone": "Take run B away",
    "copy": "Copy link",
    "copied": "Link copied",
    "inAddress": "It is the page's address",
    "names": ["A", "B"],
    "knob": "{label}, run {run}",
    "same": "the same settings",
    "numbers": "The runs now",
    "columns": {
        "step": "step",
        "epoch": "epoch",
        "loss": "loss",
        "accuracy": "accuracy",
        "training": "training",
        "test": "test",
    },
    "loss": "Loss by step",
    "accuracy": "Accuracy by step",
    "key": "dashed: test, thin: batches",
    "digits": "Digits of the test set, and what is read in them",
    "reads": "read as {digit}, with probability {percent}",
    "wrong": "\N{THIN SPACE}✗",
    "unitsOf": "Units of",
    "hidden": "hidden layer {number}",
    "output": "output",
    "units": (
        "Each picture is one unit over the plane: red where it puts out more than 0, "
        "blue where less."
    ),
    "unitsSaid": "{layer}: {count} units, {silent} of them silent everywhere.",
    "silent": "Crossed out: {silent} that put out 0 everywhere.",
    "firstUnits": (
        "Shown are the first {drawn} of {count} units; of all of them {silent} put out 0 "
        "everywhere."
    ),
    "plane": (
        "The plane, coloured by the class that each place is given, with the points to"
        " learn from. Of the test points {percent} are given their own class."
    ),
    "diverged": (
        "The run has diverged: the loss of step {step} is no number any more, and no "
        "later step mends that. Try a lower rate or smaller first weights."
    ),
    "said": "Step {step}: training loss {loss}, test accuracy {percent}.",
    "fromTo": "From {low} in {first} to {high} in {last}.",
    "signsTitle": "Layer by layer:",
    "signs": {
        "gradient": {
            "title": "gradient",
            "means": (
                "How strongly the loss pulls at a layer's weights: the norm of their "
                "gradient in the last step. A straight slope here is one factor for "
                "every layer. More in"
            ),
            "none": "There is no gradient.",
        },
        "update": {
            "title": "step / weights",
            "means": (
                "The length of the last step as a share of the weights that it "
                "changed. About 10⁻³ is usual; at 1 a step is as long as the weights "
                "themselves. More in"
            ),
            "none": "No step has been taken yet.",
        },
        "std": {
            "title": "spread of what the units put out",
            "means": (
                "The standard deviation of all that a layer puts out. Where it shrinks"
                " from layer to layer, less and less is left of what came in. More in"
            ),
            "none": "Nothing is put out.",
        },
        "mean": {
            "title": "mean of what the units put out",
            "means": (
                "Where it is far from 0, the next layer's weights are all pushed the "
                "same way. More in"
            ),
            "none": "Nothing is put out.",
        },
        "dead": {
            "title": "dead units",
            "means": (
                "The share of ReLU units that put out 0 for every test example: no "
                "gradient reaches their weights. More in"
            ),
            "none": "There are no units that can die.",
        },
        "saturated": {
            "title": "saturated outputs",
            "means": (
                "The share of what sigmoid or tanh units put out that lies in the "
                "outer tenth of their range, where the slope is small. More in"
            ),
            "none": "There are no units that saturate.",
        },
    },
    "clinic": {
        "title": "What the clinic would say",
        "pause": "Pause the run to hear it.",
        "short": "It says nothing before step {}.",
        "means": (
            "It reads the layers in the first five steps, all losses and both accuracies. "
            "Its rules were measured on smaller networks and shorter runs than are "
            "possible here:"
        ),
        "about": "how often they are right",
    },
    "refused": "Not possible: {words}.",
    "address": "The address cannot be read: {words}. What was set before is still set.",
    "noDigits": "the digits did not arrive; try again when the network is there",
    "without_script": (
        "With JavaScript you can train networks here, two beside each other, and watch"
        " their losses, their layers and what their units have learnt. Shown is a "
        "network that has learnt to tell two spirals apart: the colours say which "
        "class it gives each place."
    ),
    "still": (
        "Two spirals of points, and the plane coloured by the class that a trained "
        "network gives each place."
    ),
    "without_page": "Train networks in a notebook or on the page, two beside each other.",
}
