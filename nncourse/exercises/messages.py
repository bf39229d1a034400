"""Every sentence that `check`, `progress` and `solution` say, whatever the question.

They stand together so that a second language can be laid beside them. A prompt and a hint
stand at their question; `question.misconception` is the key by which to lay one beside.
"""

MESSAGES = {
    # The first line of an answer.
    "passed": "{name}: passed, {points} of {of} points.",
    "failed": "{name}: not yet, 0 of {of} points.",
    "blank": "{name}: not attempted, 0 of {of} points.",
    "totals": "Chapter {number}: {chapter} of 100 points. Course: {course} of {all}.",
    # What was right, said first.
    "right": "Right: {text}.",
    "right_parts": "{parts} in all {n} cases",
    "right_cases": "{k} of {n} cases",
    "right_shape": "the shape {shape} of {part}",
    "right_values": "every value",
    "right_runs": "it runs and returns {what}",
    "right_defined": "it is defined and takes {arguments}",
    "right_number": "it is a number, {value}",
    "right_text": "it is a text, {value}",
    "right_knobs": "every setting is one that exists",
    "right_some_knobs": "the setting of {knobs}",
    # What a configuration did.
    "measured": "Measured: {text}.",
    # What was wrong.
    "wrong": "Wrong: {text}",
    "hint": "Hint: {text}",
    "timeout": "it was stopped after {limit:g} s. Is there a loop that never ends?",
    "crash": "{error}: {message}",
    "crash_line": "  in line {lineno} of your cell:  {line}",
    "nothing": "it returns None. A function needs a `return` at its end.",
    "unfit": "it returns {what}; asked for: {expected}.",
    "changed": "it writes into its argument {names}. The caller still needs it: work on a "
    "copy, or write y = x * 2 instead of x *= 2.",
    "order": "the values are right but stand in another order than {expected}.",
    "count": "it returns {got}; asked for: {expected}.",
    "type": "it returns {got}; asked for: {expected}.",
    "shape": "{part} has shape {got}, it should have {expected}.",
    "hidden": " Broadcasting would hide this for a while.",
    "dtype": "{part} has the right values in {got}, but what came in was {expected}: the "
    "precision should stay.",
    "nan": "{part} holds nan or inf where it should not.",
    "value": "the smallest case that fails is this one.",
    "not_a_value": "it is {got}; asked for: {expected}.",
    "off": "{value} is not right.",
    "unknown_knob": "there is no setting {knob!r}; there are {knobs}.",
    "also": " Also, ",
    "missing_knob": "the setting {knob!r} is missing.",
    "bad_choice": "{knob} = {value} is not on offer; choose one of {choices}.",
    "bad_range": "{knob} = {value} is not a number from {low:g} to {high:g}.",
    "interrupted": "{name}: interrupted.",
    # The smallest failing case.
    "case": "  {name} = {value}",
    "expected": "  should return {value}",
    "got": "  returned      {value}",
    # Around the questions.
    "unknown": "There is no question {name!r}.{near} progress() names the next one.",
    "near": " Did you mean {near}?",
    "on_offer": "{prompt}\n\nOn offer: {offers}.",
    "the_packages": "{name}: that is the package's own function. Write one yourself and "
    "check it.",
    "how": 'Call check(my_function) or check("name", value).',
    "solution_first": "{name}: try it first. check(...) your own answer, then ask again.",
    "solution": "# {name}: one solution. It is what your answer is compared with.",
    "on_page": "One solution",
    "broken": "check could not finish ({error}). Nothing was recorded.",
    # progress()
    "title": "Points so far",
    "row": "{number}  {title:38} {points:3d} of 100  {bar}",
    "sum": "   {title:38} {points:3d} of {all}",
    "all": "In all",
    "next": "Next: {name} in chapter {number}, {points} points.",
    "done": "All questions are solved.",
    "aside": "{n} unreadable lines of {path} were left as they are.",
    "unwritable": "Your progress could not be saved: {error}",
}
