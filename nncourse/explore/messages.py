"""Every sentence that explore shows a reader, in one place for translation."""

MESSAGES = {
    "play": "Play {label}",
    "pause": "Pause",
    "next": "Next {label}",
    "link": "Link to this setting",
    "copied": "Link copied",
    "without_script": (
        "This figure has {count} settings; turning it needs JavaScript. "
        "Shown here: {choices}."
    ),
    "without_kernel": "{name}: {count} settings of {choices}; Jupyter turns it.",
    "without_widgets": 'To turn this figure: pip install "nncourse[live]"',
    "failed": "This setting could not be drawn.",
}
