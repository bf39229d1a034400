"""Every sentence that `check`, `hint`, `progress` and `solution` say of any question.

They stand together so that a second language can be laid beside them. A prompt and a hint
stand at their question; `question.misconception` is the key by which to lay one beside.
"""

MESSAGES = {
    # The first line of an answer.
    "passed": "{name}: passed, {points} of {of} points.",
    "failed": "{name}: not yet, {points} of {of} points.",
    "blank": "{name}: not attempted, 0 of {of} points.",
    "totals": "Chapter {number}: {chapter} of 100 points. Course: {course} of {all}.",
    # What is marked by itself.
    "promises": "Earned: {text}.",
    "kept": "{kept}. Open: {open}{later}",
    "later": "; after that {later}",
    "values": "values",
    "draws": "drawn from rng",
    "precision": "precision kept",
    "arguments": "arguments left as they were",
    "worth": "{points} for {promise}",
    "promise": "{promise}: {points} of {of} points",
    "promise_later": "{promise}: {of} points, looked at once the values are right",
    "asked": "{prompt}\n\nPoints: {shares}.",
    # What the answer printed.
    "printed": "Printed:{text}",
    "more_lines": "...",
    # What was right, said first.
    "right": "Right: {text}.",
    "right_parts": "{parts} in all {n} cases",
    "right_cases": "{k} of {n} cases",
    "right_shape": "the shape {shape} of {part}",
    "right_values": "every value",
    "right_runs": "it runs and returns {what}",
    "right_in_some": "{right}, in {k} of {n} cases",
    "right_defined": "it is defined and takes {arguments}",
    "right_number": "it is a number, {value}",
    "right_text": "it is a text, {value}",
    "right_knobs": "every setting is one that exists",
    "some_knobs": "what is given for {knobs} is on offer",
    # What a configuration did.
    "measured": "Measured: {text}.",
    # What was wrong.
    "wrong": "Wrong: {text}",
    "hint": "Hint: {text}",
    # By degrees: where to look is told at once, the rest when it is asked for.
    "nudge": "Look: {text}",
    "case_by_itself": "Where it shows: {text}",
    "ask_more": 'hint("{name}") tells more, one thing at a time.',
    "degree": "{name}, hint {number} of {of}.",
    "nothing_wrong": "{name} is solved.",
    "worked_case": "{name}: no finished answer has been checked yet. A case to begin with:",
    "read_first": "{name}: no finished answer has been checked yet. Read again: {read}.",
    "check_first": "{name}: no finished answer has been checked yet. Check one, then ask "
    "again.",
    "on_page_hint": "The mistake",
    "on_page_case_by_itself": "A case",
    "on_page_others": "Other right answers",
    # After a pass.
    "style": "Style: {text}",
    "ways": 'solution("{name}") shows {n}.',
    "one_way": "a way to do it",
    "more_ways": "{n} ways to do it",
    "timeout": "it takes longer than {limit:g} s and was stopped. Is there a loop that "
    "never ends, or an array of millions of numbers?",
    "crash": "{error}: {message}",
    "crash_line": "  in line {lineno} of your cell:  {line}",
    "as_found": "in every case it does what the code in the cell did at first.",
    "nothing": "it returns None. A function needs a `return` at its end.",
    "unfit": "it returns {what}; asked for: {expected}.",
    "other_source": "two generators with the same seed give two answers: something is "
    "drawn "
    "from elsewhere. Draw everything from `rng`.",
    "no_draw": "generators with different seeds give the same answer: what comes out does "
    "not depend on `rng`. Draw from `rng`, which the caller seeds.",
    "changed": "it writes into its argument {names}. The caller still needs it: work on a "
    "copy, or write y = x * 2 instead of x *= 2.",
    "order": "the values are right but stand in another order than {expected}.",
    "another_kind": "it returns {got}; asked for: {expected}.",
    "part_of_another_kind": "{part} is {got}; asked for: {expected}.",
    "shape": "{part} has shape {got}, it should have {expected}.",
    "hidden": " Broadcasting would hide this for a while.",
    "dtype": "{part} has the right values in {got}, but what came in was {expected}: the "
    "precision should stay.",
    "nan": "{part} holds nan or inf where it should not.",
    "value": "the smallest case that fails is this one.",
    "not_a_value": "it is {got}; asked for: {expected}.",
    "is_none": "it is None, which `print(...)` and a function without `return` give.",
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
    "part_right": "  {name} is right",
    "part_expected": "  {name} should be {value}",
    "part_got": "    and is {value}",
    "traits": "what is drawn differs in what can be measured:",
    "trait": "  {words}: {got}; asked for: {expected}",
    "yes": "yes",
    "no": "no",
    "not_measured": "  it returns {got}; asked for: {expected}",
    # Around the questions.
    "unknown": "There is no question {name!r}.{near} progress() names the next one.",
    "near": " Did you mean {near}?",
    "on_offer": "{prompt}\n\nOn offer: {offers}.",
    "the_packages": "{name}: that is the package's own function. Write one yourself and "
    "check it.",
    "how": 'Call check(my_function) or check("name", value).',
    "solution_first": "{name}: try it first. check(...) your own answer, then ask again.",
    "solution": "# {name}: one solution. It is what your answer is compared with.",
    "solution_measured": "# {name}: one solution. Others pass too; what yours does is "
    "measured.",
    "solution_ordered": "# {name}: one solution. Any order in which the lines work passes.",
    "another_way": "# {name}: another way, which earns all points as well.",
    "on_page": "One solution",
    "broken": "check could not finish ({error}). Nothing was recorded.",
    # Lines to put in order, and a guess before the number.
    "lines": "{prompt} Answer with the letters in order, as a text; small letters, spaces "
    "and commas do not matter. Any order in which the lines work is right.",
    "no_line": "there is no line {letter}; there are {letters}.",
    "line_twice": "line {letter} stands in it twice.",
    "no_letters": "it names no line. The lines are lettered {letters}.",
    "lines_missing": "not all lines that are needed are in it; missing: {letters}.",
    "back_to_front": "read from its end this order is right.",
    "guess_first": "it holds {keys}; asked for: dict(guess=..., computed=...).",
    "number_alone": "a guess is asked for beside the number: "
    "dict(guess=..., computed=...).",
    "guess_outside": "your guess, {guess}, does not lie between {low} and {high}.",
    "part_missing": "its `{part}` is still missing.",
    "guess_no_number": "your guess is no number",
    "guess_right": "your guess was right",
    "guess_told": "on your guess, {guess}: {hint}",
    "guess_off": "your guess was {guess}",
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

STRUCTURE = {
    # How an answer relates to the right one. `{part}` is "what it returns" or `dW`.
    "sign": "{part} has the right size and the wrong sign.",
    "factor": "{part} is the right one times {factor}{known}, the same factor in every "
    "case.",
    "which_is": " ({known})",
    "factor_is": "{part} is the right one times {factor}.",
    "minus": "minus ",
    "sum_for_mean": " Is there a sum where a mean is asked for, or a division missing?",
    "mean_for_sum": " Is there a mean where a sum is asked for, or a division too many?",
    "own_factor": "{part} has the right direction and the wrong length: it is the right "
    "one "
    "times {factors}, another factor in each case.",
    "own_multiple": "{part} is the right one times {factors}, another factor in each "
    "case; where that is negative it points the opposite way.",
    "over": "{a} over {b}",
    "share_of": "{share} times {q}",
    "times_complement": "{part} is the right one times 1 - `{name}` once more.",
    "times": "{part} is the right one times `{name}` once more.",
    "times_minus": "{part} is the right one times `{name}` once more, with the wrong sign.",
    "lacks": "a factor is missing: {part} would be right times `{name}`.",
    "plus": "{part} is the right one plus `{name}`.",
    "minus_argument": "{part} is the right one minus `{name}`.",
    "from_argument": "{part} is `{name}` minus the right one.",
    "share_added": "{part} is the right one plus {share} times `{name}`.",
    "place_of_another": "`{one}` has the shape that `{other}` should have. Do they stand "
    "in the order {order}?",
    "transposed": "{part} is transposed: the right numbers with rows for columns.",
    "transposed_and_sign": "{part} is transposed and has the wrong sign.",
    "number_in_array": "{part} is the right number inside an array; a plain number is "
    "asked "
    "for.",
    "flat": "{part} holds the right numbers in one long row.",
    "extra_axis": "{part} holds the right numbers with an axis too many. A sum or a mean "
    "keeps it with keepdims.",
    "same_entries": "{part} holds the right numbers in another shape.",
    "last_missing": "the last entry along the first axis is missing in {part}; all others "
    "are right.",
    "first_missing": "the first entry along the first axis is missing in {part}; all "
    "others "
    "are right.",
    "only_begins": "{part} is the beginning of the right one and stops too early.",
    "only_ends": "{part} is the end of the right one; its beginning is missing.",
    "goes_on": "{part} begins with the right one and goes on behind it.",
    "begins_early": "{part} ends with the right one and has something before it.",
    "zero_columns": "{part} has the right columns and then columns of 0 that nobody asked "
    "for.",
    "not_reduced": "a step is missing: the {reduction} over {where} of {part} would be "
    "right.",
    "reduced": "a step too many: {part} is the {reduction} over {where} of the right one.",
    "one_for_all": "{part} is one number where an array is asked for. Is something "
    "added up or averaged that should stay apart?",
    "axis_left": "axis {axis} of {part} should not be there any more: something is still "
    "to be added up, averaged or picked along it.",
    "axis_gone": "axis {axis} is missing in {part}: something is added up, averaged or "
    "picked along it that should stay apart.",
    "all_entries": "all entries",
    "axis": "axis {axis}",
    "reversed": "{part} is the right one in reverse order.",
    "columns_reversed": "{part} has its columns in reverse order.",
    "one_on": "{part} has the right entries one place too far on.",
    "one_back": "{part} has the right entries one place too early.",
    "column_on": "{part} has the right columns one place too far to the right.",
    "column_back": "{part} has the right columns one place too far to the left.",
    "by_columns": "{part} has the right entries, filled in column by column.",
    "sorted": "{part} has the right entries, sorted by size.",
    "spread": "{part} has, in every place, the {reduction} of the right one over axis "
    "{axis}.",
    "function": "{part} is {function} of the right one{times}.",
    "times_more": ", times {factor}",
    "square": "the square",
    "root": "the root",
    "reciprocal": "the reciprocal",
    "one_less": "1 minus the value",
    "size": "the absolute value",
    "logarithm": "the natural logarithm",
    "exponential": "the exponential",
    "argument": "{part} is the argument `{name}` as it came in.",
    "overflowing": "{part} is nan or inf. Does a number overflow, as np.exp does above "
    "709, or is 0 divided by 0?",
    "whole": "what it returns",
    "beside": "{hint} Also, apart from that, {more}",
    "constant": "{part} is {value} in every case, whatever comes in.",
    "all_zero": "{part} is 0 everywhere, in every case.",
    "one_number": "{part} holds the same number in every entry.",
    "rounded": "{part} is rounded to {decimals} decimals. Return it as it is.",
    "nearest": "{part} is rounded to whole numbers. Return it as it is.",
    "cut": "{part} is cut off to whole numbers. Return it as it is.",
    "too_large_by": "{part} is too large by {shift}, in every entry.",
    "too_small_by": "{part} is too small by {shift}, in every entry.",
    "at_random": "called twice with the same arguments it returns two answers. Something "
    "is drawn at random, and nothing should be.",
    "rows_add_up": "every row of the right answer adds up to {total}, and those of {part} "
    "do not.",
    "columns_add_up": "the columns of {part} add up to {total}, and the rows should.",
    "exchanged": "0 and 1 have changed places in {part}.",
    "two_others": "the places are right in {part}, and they hold other numbers than 0 and "
    "1.",
    "two_values": "{part} has {one} where 1 is asked for and {zero} where 0 is.",
    "cut_above": "{part} is right up to {bound}; what should be larger is cut off there.",
    "cut_below": "{part} is right down to {bound}; what should be smaller is cut off "
    "there.",
    "nearly": "{part} is close and not close enough: it is off by up to {off} of its "
    "largest "
    "number. Is something rounded, a step too coarse, or a small number added?",
    "some": "{part} is right in some entries and wrong in others.",
    "there_nan": "What is wrong there is nan.",
    "there_0": "There it holds 0, and should not.",
    "should_be_0": "All that should not be 0 is right; of what should be 0 not all is.",
    "last_row": "in {part} the last row is wrong, all others are right.",
    "first_row": "in {part} the first row is wrong, all others are right.",
    "only_first_row": "in {part} the first row alone is right. Is each row worked out?",
    "only_last_row": "in {part} the last row alone is right. Is each row kept?",
    "last_column": "in {part} the last column is wrong, all others are right.",
    "first_column": "in {part} the first column is wrong, all others are right.",
    "only_first_column": "in {part} the first column alone is right.",
    "last_entry": "in {part} the last entry is wrong, all others are right.",
    "first_entry": "in {part} the first entry is wrong, all others are right.",
    "only_first_entry": "in {part} the first entry alone is right.",
    "only_last_entry": "in {part} the last entry alone is right.",
    "where_argument": "{part} is right but where `{name}` {sign}.",
    "rows_scaled": "every row of {part} is the right row times a factor of its own.",
    "columns_scaled": "every column of {part} is the right column times a factor of its "
    "own.",
    "right_for": "{part} would be right for other arguments: for {words}.",
    "unused": "what it returns stays the same whatever {names} is, and should not.",
    "cases_apart": "it fails exactly in the cases in which {words}, and in all of these.",
    "too_large": "every number it returns is too large.",
    "too_small": "every number it returns is too small.",
    "where_wrong": "where it is wrong, {sentence}",
    # Right values in another container.
    "none_at_times": "in some cases it returns None: one way through the function ends "
    "without a `return`.",
    "in_a_list": "the values are right and stand in a {kind}. An array is asked for: "
    "np.array.",
    "in_a_dict": "the values are right and stand in a dict. Return {parts} one after the "
    "other, as a tuple.",
    "among_others": "it returns {n} things; the {i} is right and is all that is asked for.",
    "one_too_many": "it returns one part too many, the {i}; the others are right.",
    "one_missing": "{part} is missing in what it returns; the other parts are right.",
    "in_one_vector": "it returns one long row of all numbers; asked for are the parts "
    "{parts}.",
    "ordinals": "first second third fourth fifth sixth",
}

NUDGES = {
    # Where to look, before the mistake itself is named.
    "edges": "at {names}. The plain cases are right.",
    "shape": "at the shape of what it returns.",
    "dtype": "at the precision of what it returns.",
    "nan": "at where nan or inf comes from.",
    "count": "at how many things it returns, and which.",
    "type": "at what kind of thing it returns.",
    "parts": "at {parts}. The rest is right.",
    "some": "at what the {k} of {n} cases that fail have in common.",
    "one": "at the one of {n} cases that fails.",
    "every": "at a small case, and work it out by hand.",
    "lines": "at what comes after line {letter}. Up to there it can stand as it is.",
    "first_line": "at line {letter}: it cannot be the first.",
}

STYLE = {
    # One sentence on a right answer, read off its source.
    "loop": "there is a Python loop in it, and the solution does without: numpy takes all "
    "entries at once.",
    "disguised": "{name} is a Python loop in disguise, a call for each row or entry.",
    "twice": "`{code}` is worked out twice; a name for it saves the second time.",
    "unread": "`{name}` is given a value that nothing reads.",
    "hides": "`{name}` is Python's own word, and in this function no longer means that.",
    "prints": "it still prints. Whoever calls it may not want that.",
    "longer": "it has {lines} statements; the solution does with {least}.",
}

CRASHES = {
    # What an error's text means, by a pattern; the first that fits is told.
    r"bitwise_xor|type\(s\) for \^": "in Python `^` is no power. It is written `**`.",
    r"empty sequence|zero-size array": "of nothing there is no largest or smallest. In "
    "which case is nothing left?",
    r"could not be broadcast": "numpy lines shapes up from the right, and two sizes differ "
    "there. Print both shapes. Is a sum or a mean taken over another axis than is asked "
    "for? Over axis 1 keepdims=True keeps its place. Does one size come from the largest "
    "label, where a shape has it? And a matrix product is written @, not *.",
    r"matmul: Output operand": "the two factors fit, and the place for their product does "
    "not: `@=` writes it into the array on its left, which may have another shape. Write "
    "P = P @ W, which makes a new array.",
    r"matmul.*mismatch|not aligned": "in a product A @ B the columns of A are as many as "
    "the "
    "rows of B. Write both shapes beside the line: is one of them transposed, or the order "
    "turned round?{alike}",
    r"is not wanted here": "the question asks to do without it: all that is needed is "
    "there already.",
    r"not enough values to unpack|too many values to unpack": "there are more or fewer "
    "names on the left than parts on the right. An array's shape has a number for each of "
    "its axes, and how many it has may differ from case to case.",
    r"'NoneType'": "something there is None. A function without a `return` gives None, and "
    "so does one that changes its argument in place, as `rng.shuffle` and `list.sort` do.",
    r"must be square": "eigenvalues and inverses belong to square matrices, and this one "
    "has other numbers of rows and columns.",
    r"index out of range|out of bounds": "an index is beyond the end: the last one is the "
    "length minus 1, and how long something is may differ from case to case.",
    r"UnboundLocalError": "this name gets its value on one way through the function only, "
    "or below the line that reads it.",
    r"NameError": "this name has no value there. Is it spelt as above, and is it an "
    "argument "
    "or made before?",
    r"TypeError: .*positional argument": "the function takes other arguments than it is "
    "called with. Keep the head as it was in the cell.",
    r"unhashable|unsupported operand|not subscriptable|not callable|not iterable": "the "
    "kinds of values do not fit together: print type(...) of what the line uses.",
    r"has no attribute": "this value has no such method. Print its type: a list is no "
    "array, and a number is neither.",
    r"truth value of an array": "`if`, `min` and `and` want one truth, and this is an "
    "array "
    "of them: use np.where, np.minimum or a mask.",
    r"only (integer|length-1)|cannot be interpreted as an integer|valid indices": "an "
    "index "
    "or a size has to be a whole number, and this is something else.",
    r"RecursionError": "the function calls itself without end.",
    r"StdinNotImplemented": "nobody is there to answer `input` while it is checked: take "
    "everything from the arguments.",
    r"MemoryError|Unable to allocate": "it asks for more memory than there is. How large "
    "does that array have to be?",
    r"[Rr]ead-only": "the array belongs to another one and cannot be written into. Make a "
    "copy.",
    r"cannot reshape": "the numbers do not fill that shape in every case: the sizes do not "
    "divide each other.",
    r"inhomogeneous": "arrays of different sizes cannot be put into one array. Go through "
    "the list one by one.",
    r"ZeroDivisionError": "something is divided by 0. In which case can that number be 0?",
    r"LinAlgError": "the matrix cannot be taken apart in this way.",
}

ALIKE = " Or is it a product entry by entry, *? All arrays here have the answer's shape."

NUMBERS = {
    # How a number was missed; the right one is not told.
    "not_finite": "this is no finite number: somewhere something is divided by 0, or the "
    "logarithm of 0 is taken. Whole numbers cut off: 1 // 10 is 0.",
    "sign": "the size is right and the sign is not.",
    "zero": "0 is too small: the number is not 0, however close.",
    "negative": "the number is positive.",
    "percent": "this is the number in per cent. Give it as a share.",
    "zeros": "the digits are right and the number of zeros is not.",
    "rounded": "this agrees with the right number as far as it has digits. Give more of "
    "them, or let Python work it out.",
    "one_off": "this is very close: is something counted from 1, or once too often?",
    "reciprocal": "this is 1 over the number that is asked for.",
    "complement": "this is 1 minus the number that is asked for.",
    "square": "this is the square of the number that is asked for.",
    "root": "this is the root of the number that is asked for.",
    "logarithm": "this is the natural logarithm of the number that is asked for.",
    "logarithm_10": "this is the logarithm to base 10 of the number that is asked for.",
    "double": "this is twice the number that is asked for.",
    "half": "this is half the number that is asked for.",
    "too_large": "this is too large.",
    "too_small": "this is too small.",
    "read": " Read again: {read}.",
}
