"""What all layers share: named parameters and gradients, and what a pass leaves behind."""

from functools import cached_property

from nncourse.checks import as_batch
from nncourse.parameters import Gradient, Parameter, Vector

CACHES = "linked", "slots", "cached"  # made again when needed


class NotYet(AttributeError, RuntimeError):
    """Raised when an attribute is read before the pass that sets it."""


class Layer:
    """One step of a network. `forward` remembers what `backward` will need."""

    names = ()  # of the parameters; the gradient of parameter `W` is called `dW`
    remembers = ()  # the attributes that forward sets
    remembers_backward = ()  # those that backward sets, besides the gradients
    settings = ()  # the attributes that repr shows
    width = None  # the number of features that x must have, for layers that call `checked`
    linked = None  # (slots, parameters, gradients): what `vectors` made at its last call

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        for name in vars(cls).get("names", ()):
            setattr(cls, name, Parameter(name))
            setattr(cls, f"d{name}", Gradient(f"d{name}", name))
        if "backward" in vars(cls) and "backward_to_params" not in vars(cls):
            # The inherited shortcut would pass by the backward that this class defines.
            cls.backward_to_params = Layer.backward_to_params

    def forward(self, x, training=False):
        """y from x, one example per row. Some layers do another thing while `training`."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")

    def backward(self, dy):
        """dx from dy, after a forward. Assigns the gradient of every parameter."""
        raise NotImplementedError(f"{type(self).__name__} has no backward")

    def backward_to_params(self, dy):
        """All of `backward` that a network's first layer needs: dx may be left out."""
        self.backward(dy)

    def __call__(self, x, training=False):
        return self.forward(x, training)

    def __repr__(self):
        shown = [f"{name} {getattr(self, name).shape}" for name in self.names]
        shown += [f"{name}={getattr(self, name):g}" for name in self.settings]
        return f"{type(self).__name__}({', '.join(shown)})"

    def walk(self):
        """This layer; for a network also all that is in it."""
        yield self

    @property
    def parts(self):
        """The layers that this one is made of, from the first on: itself, if no network."""
        return [part for part in self.walk() if type(part).walk is Layer.walk]

    @cached_property
    def slots(self):
        """Where each parameter is: [(its key in `params`, the layer, its name there)]."""
        return [(name, self, name) for name in self.names]

    @property
    def params(self):
        """{key: parameter}: the arrays themselves."""
        return {key: getattr(layer, name) for key, layer, name in self.slots}

    @property
    def grads(self):
        """{key: gradient}: the arrays themselves, which the next backward overwrites."""
        return {key: getattr(layer, f"d{name}") for key, layer, name in self.slots}

    def vectors(self):
        """(p, g): all parameters and all gradients, each end to end, ordered as `params`.

        Every W is a view of p and every dW one of g. The vectors are rebuilt here if an
        array or a layer was replaced, the precision changed, or the network was copied.
        """
        self.link_parameters()
        _, parameters, gradients = self.linked
        try:
            return parameters.whole, gradients.join()
        except KeyError as name:
            raise NotYet(
                f"{type(self).__name__} has no {name} yet: call backward before a step"
            ) from None

    def link_parameters(self):
        """Make every parameter a view of one vector."""
        slots = self.slots
        if self.linked is None or self.linked[0] is not slots:
            parameters = Vector([(vars(layer), name) for _, layer, name in slots])
            gradients = Vector([(vars(layer), f"d{name}") for _, layer, name in slots])
            self.linked = slots, parameters, gradients
        self.linked[1].join()

    def move(self, update):
        """p += update, except for read-only parameters: they are frozen.

        For optimizers, after `vectors`. What was added stays as `update`, in the order of
        `params`, for probes to read.
        """
        self.linked[1].add(update)
        self.update = update

    @property
    def updates(self):
        """{key: what the last step added to that parameter}."""
        update = self.update
        return dict(zip(self.params, self.linked[1].split(update), strict=True))

    def astype(self, dtype):
        """Turn every parameter into `dtype`."""
        for name in self.names:
            self.__dict__[name] = getattr(self, name).astype(dtype)

    def checked(self, x):
        """x as a batch of floats of the right width, the parameters in its precision."""
        x = as_batch(x)
        if x.shape[1] != self.width:
            name = type(self).__name__
            raise ValueError(
                f"{name} takes {self.width} features, got x of shape {x.shape}"
            )
        if x.dtype != getattr(self, self.names[0]).dtype:
            self.astype(x.dtype)
        return x

    def __getattr__(self, name):
        """Called for what is not there. Names the pass that sets it, if there is one."""
        if name in self.remembers:
            order = "call forward before backward"
        elif name in self.remembers_backward or name in [f"d{own}" for own in self.names]:
            order = "call backward before reading gradients"
        elif name == "update":
            order = "let an optimizer step before reading the update"
        else:
            return object.__getattribute__(self, name)  # Python's own error
        raise NotYet(f"{type(self).__name__} has no {name!r} yet: {order}")

    def __getstate__(self):
        """For copies and pickles, which make vectors and slots of their own."""
        own = {name: v for name, v in vars(self).items() if name not in CACHES}
        read_only = [name for name in self.names if not own[name].flags.writeable]
        return {**own, "read_only": read_only}

    def __setstate__(self, state):
        read_only = state.pop("read_only")
        vars(self).update(state)
        for name in read_only:  # numpy's copy of a read-only array is writeable
            getattr(self, name).flags.writeable = False
