"""Every sentence that the extension shows a reader, in one place for translation.

Scripts find them as `courseMessages`, which stands at the top of the pages' one script.
"""

MESSAGES = {
    # folding: the line that opens a folded cell
    "code": "code",
    "code_and_printout": "code and printout",
    # quiz
    "answer": "Answer",
    "first_try": "{right} of {all} right at the first try",
    # before_you_go_on
    "before_you_go_on": "Before you go on: three questions from earlier chapters",
    "chapter": "chapter {number}",
    # record
    "not_kept": (
        "This browser lets the page keep nothing, so what you read, predict and answer is "
        "forgotten when you leave the page."
    ),
}
