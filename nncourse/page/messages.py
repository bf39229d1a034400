"""Every sentence that the kernel of a page says, in one place for translation."""

MESSAGES = {
    "not_drawn": "This setting could not be drawn.",
    "seed": "seed",
    "picture": "A figure without a title",
}
