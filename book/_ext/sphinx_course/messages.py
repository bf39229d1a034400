"""Every sentence that the extension shows a reader, in one place for translation.

Scripts find them as `courseMessages`, which stands at the top of the pages' one script.
"""

MESSAGES = {
    # folding: the line that opens a folded cell
    "code": "more code",
    "code_and_printout": "more code and its printout",
    "question_code": "code of this question",
    "figure_code": "code of this figure",
    "card_code": "code of this card",
    "checking_code": "checked by code",
    "imports": "imports",
    # asides
    "open_aside": "Read on: {minutes} min",
    # quiz
    "check": "Check",
    "choose_first": "Choose an answer first.",
    "first_try": "{right} of {all} right at the first try",
    # before_you_go_on
    "before_you_go_on": "Before you go on: questions from earlier chapters",
    "all_solved_today": (
        "Today you have answered all questions of the earlier chapters right. Here they "
        "come again on another day."
    ),
    "chapter": "chapter {number}",
    # glossary_words
    "tap_again": "Tap the word again to open the glossary.",
    # glossary_figures
    "see_it": "See it: chapter {number}, {section}",
    # progress
    "progress": "{percent} % of the course done",
    "read": "{done} of {all} chapters read",
    "predicted": "{done} of {all} predictions made",
    "right_count": "Of the {all} patients you have named {right}; {made} are answered.",
    "answered": "{done} of {all} questions answered",
    "passed": "{done} of {all} exercises passed",
    "points": "{done} of {all} points",
    "your_points": "You have {done} of {all} points.",
    "begun": "begun",
    "finished": "finished",
    "kept_here": "This is kept in this browser and nowhere else.",
    "forget": "Forget my progress",
    "forget_asked": (
        "Forget what you have read, predicted, answered and passed? It cannot be brought "
        "back. The code that you wrote stays; each page can reset its own."
    ),
    "forget_it": "Forget it",
    "keep": "Keep it",
    # record
    "not_kept": (
        "This browser lets the page keep nothing, so what you read, predict, answer and "
        "write is forgotten when you leave the page. Download what you wrote."
    ),
    # run_bar
    "run": "Open in JupyterLab",
    "run_note": "The code below can be changed and run on this page. Python starts inside "
    "your browser at the first run: about 10 MB once, 20 with figures, and nothing to "
    "install.",
    "run_source": "Python comes from {host}.",
    "run_from_folder": "Not from here: this page was opened as a file, and browsers start "
    "Python only on pages that a server sends. In the course's top folder, which has "
    "index.html, run python -m http.server and open http://localhost:8000.",
}
