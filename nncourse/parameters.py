"""A layer's parameters and gradients by name, and all of a network's in two vectors.

An optimizer wants one long vector of parameters and one of gradients; a chapter wants `W`
and `dW`. Both get what they want: each named array is a view into a vector, so changing the
vector changes every W. To keep it so, assigning to `layer.W` writes into the array there.
"""

import numpy as np

from nncourse.checks import as_floats


class Parameter:
    """What stands behind `layer.W`: to assign is to write into the array, shape checked."""

    def __init__(self, name):
        self.name = name

    def __get__(self, layer, owner=None):
        if layer is None:
            return self
        try:
            return vars(layer)[self.name]
        except KeyError:
            raise AttributeError(self.name) from None

    def __set__(self, layer, value):
        array = vars(layer).get(self.name)
        if array is None:
            vars(layer)[self.name] = np.array(as_floats(value, self.name))
            return
        if np.shape(value) != array.shape:
            raise ValueError(
                f"{type(layer).__name__}.{self.name} has shape {array.shape}: "
                f"it cannot become an array of shape {np.shape(value)}"
            )
        array[...] = value


class Gradient(Parameter):
    """The array `dW` of a layer, which has the shape of `W`.

    Every backward writes into the same array, so copy a gradient that you want to keep.
    """

    def __init__(self, name, parameter):
        super().__init__(name)
        self.parameter = parameter

    def __set__(self, layer, value):
        attributes, value = vars(layer), np.asarray(value)
        shape = attributes[self.parameter].shape
        if value.shape != shape:
            raise ValueError(
                f"{type(layer).__name__}.{self.name} has shape {value.shape}, but "
                f"{self.parameter} has {shape}: a gradient has the shape of its parameter"
            )
        array = attributes.get(self.name)
        if array is None or array.dtype != value.dtype:
            attributes[self.name] = np.array(value)
        else:
            array[...] = value


class Vector:
    """Arrays of many layers joined end to end into one vector, of which each is a view.

    `places` says where they are kept: [(attributes of the layer, name), ...].
    """

    def __init__(self, places):
        self.places, self.whole = places, None

    def join(self):
        """The vector, rebuilt if any of the arrays is no longer a view of it."""
        whole = self.whole
        if whole is not None:
            for attributes, name in self.places:
                if attributes[name].base is not whole:
                    break
            else:
                return whole
        arrays = [attributes[name] for attributes, name in self.places]
        self.whole = np.concatenate([a.ravel() for a in arrays] or [np.zeros(0)])
        parts = self.split(self.whole)
        for (attributes, name), old, new in zip(self.places, arrays, parts, strict=True):
            new.flags.writeable = old.flags.writeable
            attributes[name] = new
        return self.whole

    def split(self, vector):
        """Views of the parts of `vector` that stand where the arrays do, shaped alike."""
        start = 0
        for attributes, name in self.places:
            shape, size = attributes[name].shape, attributes[name].size
            yield vector[start : start + size].reshape(shape)
            start += size

    def add(self, update):
        """Add `update`, after its entries for read-only arrays are set to 0."""
        writeable = [attributes[name].flags.writeable for attributes, name in self.places]
        if not all(writeable):
            for part, moves in zip(self.split(update), writeable, strict=True):
                if not moves:
                    part[...] = 0
        self.whole += update
