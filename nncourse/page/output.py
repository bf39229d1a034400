"""What a cell prints, sent in pieces that a page can keep up with."""

import io
import time

PAUSE = 0.1  # seconds between two pieces: an endless loop must not flood the page
MOST = 100_000  # characters a cell; nobody reads more
CUT = "\n... more was printed than is shown here\n"


class Output(io.TextIOBase):
    """A text stream that collects, and sends when enough time has passed."""

    def __init__(self, send, kind):
        self.send, self.kind = send, kind
        self.begin()

    def begin(self):
        """A new cell begins."""
        self.parts, self.left, self.sent = [], MOST, time.monotonic()

    def writable(self):
        return True

    def write(self, text):
        if self.left > 0:
            self.parts.append(text[: self.left])
            if len(text) > self.left:
                self.parts.append(CUT)
            self.left -= len(text)
        if time.monotonic() - self.sent > PAUSE:
            self.flush()
        return len(text)

    def flush(self):
        if self.parts:
            text, self.parts = "".join(self.parts), []
            self.send(self.kind, text)
        self.sent = time.monotonic()
