"""Every sentence that the kernel of a page says, in one place for translation."""

MESSAGES = {
    "picture": "A figure without a title",
}
