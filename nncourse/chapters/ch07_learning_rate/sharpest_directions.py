"""The largest eigenvalues of a Hessian and their directions, by Lanczos's method.

Power iteration keeps only the last H u; this keeps them all, and finds the largest
eigenvalues among their combinations. So it needs fewer products, tells eigenvalues apart
that lie close together, and is not misled by a negative one that is larger in size.
"""

import numpy as np


def sharpest_directions(gradient, parameters, u, most=1, rounds=15, scale=1.0):
    """The `most` largest eigenvalues, largest first, and their directions as columns.

    `gradient()` is the gradient at what the vector `parameters` holds, `u` where the search
    begins. With `scale`, a number for each parameter, those of scale * H * scale.
    """
    basis, images = np.empty((2, rounds, parameters.size))
    for k in range(rounds):
        for _ in range(2):  # once leaves too much of the old directions
            u = u - basis[:k].T @ (basis[:k] @ u)
        u = basis[k] = u / np.linalg.norm(u)
        images[k] = u = scale * hessian_times(gradient, parameters, scale * u)
    small = basis @ images.T
    eigenvalues, mixed = np.linalg.eigh((small + small.T) / 2)
    largest = np.argsort(eigenvalues)[::-1][:most]
    return eigenvalues[largest], basis.T @ mixed[:, largest]


def hessian_times(gradient, parameters, u, h=1e-4):
    """H u by two gradients, a little to either side along u; the parameters come back."""
    here, step = parameters.copy(), h / np.linalg.norm(u) * u
    parameters += step
    above = gradient()
    parameters[:] = here - step
    below = gradient()
    parameters[:] = here
    return (above - below) * (np.linalg.norm(u) / (2 * h))
