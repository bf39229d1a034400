"""Every sentence that explore shows a reader, together, for a second language."""

WORDS = {
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
    "without_widgets": "To turn this figure, install ipywidgets.",
    "failed": "This setting could not be drawn.",
}
