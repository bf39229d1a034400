"""JAX: the loss, its gradients and the optimizer as one function, compiled by jit.

The state (parameters, running statistics, Adam's memory, a random key) is donated, so that
XLA may write into its arrays.
"""

import os

# One thread, for products, for independent operations and for XLA's pool. It looks here
# when it is imported.
os.environ["XLA_FLAGS"] = (
    "--xla_cpu_multi_thread_eigen=false"
    " --xla_cpu_enable_concurrency_optimized_scheduler=false"
)
os.environ["NPROC"] = "1"

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.contenders.base import LR, Base
from nncourse import BatchNorm, Dense

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_cpu_enable_async_dispatch", False)  # that is a second thread

MOMENTUM, EPS = 0.1, 1e-5  # of batch norm
BETA1, BETA2, ADAM_EPS = 0.9, 0.999, 1e-8


class Contender(Base):
    """The compiled step and its state, which holds only what the workload needs."""

    def __init__(self, workload, dtype, seed=0, masks=None):
        super().__init__(workload, dtype, seed, masks)
        self.batch = [jnp.array(v) for v in self.batch]
        dense = [layer for layer in self.net.layers if isinstance(layer, Dense)]
        norms = [layer for layer in self.net.layers if isinstance(layer, BatchNorm)]
        self.dropout = workload.choices.get("dropout", 0)
        params = {
            "W": [jnp.array(d.W) for d in dense],
            "b": [jnp.array(d.b) for d in dense],
            "gamma": [jnp.array(n.gamma) for n in norms],
            "beta": [jnp.array(n.beta) for n in norms],
        }
        zeros = jax.tree.map(jnp.zeros_like, params)
        self.state = {
            "params": params,
            "running": [(jnp.array(n.mean), jnp.array(n.var)) for n in norms],
            "adam": (zeros, jax.tree.map(jnp.copy, zeros), 0) if workload.adam else None,
            "key": jax.random.key(seed) if self.dropout and not masks else None,
        }
        self.compiled = jax.jit(self.new_state, donate_argnums=0)

    def learn(self, x, y):
        masks = self.masks() if self.masks else None
        self.state, loss, norms = self.compiled(self.state, x, y, masks)
        if self.workload.norms:
            self.norms = np.asarray(norms)
        return float(loss)

    def new_state(self, state, x, y, masks):
        """(the state after a step, the loss before it, the norm of every dW)."""
        key = state["key"]
        if key is not None:
            key, *own = jax.random.split(key, len(state["params"]["W"]))
            widths = [len(b) for b in state["params"]["b"][:-1]]
            masks = [
                self.mask(key, (len(x), width), x.dtype)
                for key, width in zip(own, widths, strict=True)
            ]
        slopes = jax.value_and_grad(self.loss, has_aux=True)
        (loss, running), grads = slopes(state["params"], state["running"], x, y, masks)
        if self.workload.adam:
            params, adam = adam_step(state["params"], grads, *state["adam"])
        else:
            params = jax.tree.map(lambda p, g: p - LR * g, state["params"], grads)
            adam = None
        norms = None
        if self.workload.norms:
            norms = jnp.stack([jnp.linalg.norm(dW) for dW in grads["W"]])
        state = {"params": params, "running": running, "adam": adam, "key": key}
        return state, loss, norms

    def mask(self, key, shape, dtype):
        keep = np.float32(1 - self.dropout)  # a float32 is quicker to draw than a float64
        return jax.random.bernoulli(key, keep, shape).astype(dtype) / (1 - self.dropout)

    def loss(self, params, running, x, y, masks):
        """(the loss on a batch, the running statistics after it)."""
        after = []
        for i, (W, b) in enumerate(zip(params["W"], params["b"], strict=True)):
            if i:
                if running:
                    gamma, beta = params["gamma"][i - 1], params["beta"][i - 1]
                    x, statistics = batch_norm(x, gamma, beta, *running[i - 1])
                    after.append(statistics)
                x = jnp.tanh(x) if self.workload.regression else jax.nn.relu(x)
                if masks:
                    x = x * masks[i - 1]
            x = x @ W + b
        if self.workload.regression:
            return jnp.mean((x - y) ** 2), after
        log_p = jax.nn.log_softmax(x)
        return -jnp.mean(jnp.take_along_axis(log_p, y[:, None], axis=1)), after


def batch_norm(x, gamma, beta, running_mean, running_var):
    """gamma * xhat + beta, and the new running mean and variance."""
    n = len(x)
    mean, var = x.mean(axis=0), x.var(axis=0)
    running_mean += MOMENTUM * (mean - running_mean)
    running_var += MOMENTUM * (var * n / (n - 1) - running_var)
    return gamma * (x - mean) / jnp.sqrt(var + EPS) + beta, (running_mean, running_var)


def adam_step(params, grads, m, v, t):
    """(parameters, (m, v, t)) after a step of Adam."""
    t = t + 1
    m = jax.tree.map(lambda m, g: BETA1 * m + (1 - BETA1) * g, m, grads)
    v = jax.tree.map(lambda v, g: BETA2 * v + (1 - BETA2) * g**2, v, grads)

    def step(p, m, v):
        mhat, vhat = m / (1 - BETA1**t), v / (1 - BETA2**t)
        return p - LR * mhat / (jnp.sqrt(vhat) + ADAM_EPS)

    return jax.tree.map(step, params, m, v), (m, v, t)
