"""Networks that one can touch: they run in the page, and start at once without Python.

`engine.js` is the package's network in JavaScript, equal to it to rounding; `spec(net)`
writes a network down for it. Two pieces are built on them: `reader()`, draw a digit, and a
network reads it; `graph(net, x, label)`, step through both passes of a small network.
"""

from nncourse.live.show_graph import graph
from nncourse.live.show_reader import reader
from nncourse.live.spec import spec

__all__ = ["graph", "reader", "spec"]
