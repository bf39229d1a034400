"""Every sentence that the kernel of a page says, in one place for translation."""

MESSAGES = {
    "not_drawn": "This setting could not be drawn.",
    "seed": "seed",
    "memory": "There was not enough memory for that. Ask for less, or load the page again, "
    "which frees what other cells hold; what you wrote stays.",
    "picture": "A figure without a title",
}
