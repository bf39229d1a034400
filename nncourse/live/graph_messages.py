"""Every sentence that the graph shows, in one place for translation."""

GRAPH = {
    "begin": (
        "Two inputs x go in, two probabilities p come out, and the loss L says how far "
        "they are from the label. Press Next for one number at a time, or Forward for all."
    ),
    "begin_digit": (
        "64 pixels go in, ten probabilities come out. Press Next to see one layer computed "
        "at a time, or Forward for all. Choose a unit to see its weights and its sum."
    ),
    "opened": (
        " Choose a unit to see its weights and its sum. Loss and Backward go on; Reset "
        "empties the network, and Next then fills it a layer at a time."
    ),
    "digit": "digit",
    "columns": {"x": "64 pixels", "a": "{n} hidden units", "z": "10 classes"},
    "picture": {
        "W1": "weights from the pixels to hidden unit {i}",
        "dW1": "slopes of these weights",
        "W2": "weights from the hidden units to class {i}",
        "dW2": "slopes of these weights",
    },
    "colours": (
        "Red: above zero. Blue: below. The strongest colour is the largest of its picture."
    ),
    "array": {
        "a": "Each hidden unit adds up its pixels times its weights, and its bias.",
        "h": "ReLU: what is below 0 becomes 0, and the unit is off.",
        "z": "Each class adds up the hidden units times its weights, and its bias.",
        "p": "Softmax: each exp(z) as a share of their sum, so that all ten p add up to 1.",
        "dz": "The slope of each logit is its p, minus 1 for the label.",
        "dW2": "Each weight to a class: what it carries times the slope that it reaches.",
        "db2": "Each bias has the slope of the logit to which it is added.",
        "dh": "Each hidden unit adds up the slopes along its ten ways to the loss.",
        "da": "A unit that is on passes its slope on; one that is off passes nothing.",
        "dW1": "Each weight of a pixel: the pixel's ink times the slope of its unit.",
        "db1": "Each bias has the slope of the sum to which it is added.",
    },
    "network": "The network, its numbers and their slopes.",
    "keys": "Arrow keys move from number to number.",
    "unit": {"x": "input", "a": "hidden unit", "z": "class", "L": "loss"},
    "label": "label",
    "number": "{key} = {value}",
    "unknown": "{key}, not computed yet",
    "beside": ", by differences {difference}",
    "next": "Next",
    "next_array": "Next array",
    "back": "Back",
    "reset": "Reset",
    "passes": {
        "forward": "Forward",
        "loss": "Loss",
        "backward": "Backward",
        "step": "Step",
    },
    "ran": {
        "forward": (
            "Forward is done: the network gives the label, class {label}, a probability of "
            "{p}."
        ),
        "loss": "The loss is {loss}: the lower, the surer the network is of the label.",
        "backward": (
            "Backward is done: beside each number stands its slope, how fast the loss "
            "would rise if that number grew."
        ),
    },
    "all_there": (
        "Every number is in its place. Step moves each weight and each bias against its "
        "slope."
    ),
    "before": " Before the step it was {loss}.",
    "stepped": (
        "Each weight and each bias has moved by {rate} times its slope, against it. The "
        "loss was {loss}. Press Forward and Loss to see what it is now."
    ),
    "why": {
        "x": "An input: it is given.",
        "W1": "A weight: it carries input {i} to hidden unit {j}.",
        "b1": "A bias: hidden unit {i} adds it to its sum.",
        "a": "Each input times its weight, and the bias, added up.",
        "h": "ReLU: what is below 0 becomes 0, and the unit is off.",
        "W2": "A weight: it carries hidden unit {i} to class {j}.",
        "b2": "A bias: class {i} adds it to its sum.",
        "z": "The logit of class {i}: each hidden unit times its weight, and the bias.",
        "p": "Softmax: exp(z) as a share of the sum of all exp(z), so all p add up to 1.",
        "L": "The loss: how surprised the network is by the label.",
        "dz": "The slope of a logit: its probability, minus 1 for the label.",
        "dW2": ("It carries h[{i}] to z[{j}], so it moves z[{j}] by h[{i}] times as much."),
        "db2": "The bias is added to z[{i}] as it is, so both have the same slope.",
        "dh": (
            "h[{i}] reaches the loss through every z: the slopes along all its ways add up."
        ),
        "da": "A unit that is on passes its slope on; one that is off passes nothing.",
        "dW1": ("It carries x[{i}] to a[{j}], so it moves a[{j}] by x[{i}] times as much."),
        "db1": "The bias is added to a[{i}] as it is, so both have the same slope.",
    },
    "since": "since {condition}",
    "is_on": "is {unit} above 0?",
    "check": "By differences {key} is {difference}.",
    "checking": "check each slope by differences (≈)",
    "loss": "loss",
    "moved": "{value}, loss {loss}",
    "tangent": (
        "Drag {key}, the dot or the slider: the curve is the loss ({loss} at the dot), the "
        "dashed line has the slope that Backward gives, d{key} = {slope}."
    ),
    "flat": (
        " Where the curve is flat, hidden unit {i} is off: nothing of this weight gets "
        "through to the loss."
    ),
    "hunt": {
        "begin": "Plant a fault",
        "another": "Plant another fault",
        "end": "Stop looking",
        "ended": "The backward pass is right again.",
        "task": (
            "The backward pass has a fault: find it. Slopes further from the loss than the "
            "fault can be wrong too, so look for the first wrong one on the way back from "
            "the loss. Work sums out, or check by differences."
        ),
        "planted": "A fault is planted. Choose the slope with which it begins.",
        "accuse": "Choose a slope first",
        "accuse_this": "The fault begins at {key}",
        "right": "{key} = {value} is right. Look for one that is not.",
        "follows": (
            "{key} = {value} is wrong, but only because it was given something wrong: its "
            "own rule is kept. Look nearer to the loss."
        ),
        "source": (
            "Yes: {key} = {value} does not follow from the numbers that it is made of. "
            "What went wrong?"
        ),
        "name": "What is the fault?",
        "named": "Yes, that is the fault. ",
        "contradicted": (
            "No: with that fault {key} would be {would}, and here it is {is}."
        ),
        "faults": {
            "transpose": {
                "name": "dh uses W2 without its transpose",
                "why": (
                    "dh[i] goes along row i of W2. Along column i the shapes fit as well, "
                    "since W2 is square, and so nothing but a check complains."
                ),
            },
            "gate": {
                "name": "da ignores that a unit is off",
                "why": "A unit with a below 0 hands on 0 whatever its a, so its da is 0.",
            },
            "sign": {
                "name": "dz has the wrong sign",
                "why": (
                    "It is p minus 1 at the label. The other way round each step climbs, "
                    "and the loss rises."
                ),
            },
            "label": {
                "name": "dz forgets the label",
                "why": "Without the minus 1 at the label the slope is p, and pulls all "
                "logits down.",
            },
            "mean": {
                "name": "dh takes a mean where a sum belongs",
                "why": "The slopes along all ways add up; their mean is half of that here.",
            },
            "way": {
                "name": "dh follows only the way through the label",
                "why": "h[i] reaches the loss through every z, so every way counts.",
            },
            "before": {
                "name": "dW2 uses a, from before ReLU, for h",
                "why": (
                    "What the weight carries is h. The two differ where a unit is off: a "
                    "is below 0 there, and h is 0."
                ),
            },
            "swapped": {
                "name": "dW1 has rows and columns swapped",
                "why": "dW1[k, i] is x[k] da[i]; here x[i] da[k] stands in its place.",
            },
            "bias": {
                "name": "db1 takes dh for da",
                "why": "It stands before ReLU, so its slope is 0 where the unit is off.",
            },
        },
    },
    "without_script": (
        "With JavaScript you can step through both passes of this network here, number by "
        "number, move its weights, and look for a fault in its backward pass."
    ),
    "still": (
        "A network of two inputs, two hidden units and two classes: x = {x}, a = {a}, "
        "h = {h}, z = {z}, p = {p}, loss {loss}."
    ),
    "still_digit": "A {digit} of 8 by 8 pixels, to which the network gives {p}.",
    "without_page": "Step through the passes in a notebook or on the page.",
}
