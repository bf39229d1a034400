"""Networks that one can touch: they run in the page, and start at once without Python.

`engine.js` is the package's network in JavaScript, equal to it to rounding; `spec(net)`
writes a network down for it.
"""

from nncourse.live.spec import spec

__all__ = ["spec"]
