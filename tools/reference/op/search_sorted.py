"""Golden values of op search_sorted."""

import numpy as np
import torch
from indexed import indexed
from sampling import INF, NAN, uniform


def search(a, b, right):
    """PyTorch's searchsorted, and NumPy's, which puts NaN last; PyTorch is asked about other numbers alone."""
    side = "right" if right else "left"
    leading = np.broadcast_shapes(a.shape[:-1], b.shape[:-1])
    edges = np.broadcast_to(a, leading + a.shape[-1:]).astype(np.float64)
    x = np.broadcast_to(b, leading + b.shape[-1:]).astype(np.float64)
    y = np.array([np.searchsorted(edges[at], x[at], side) for at in np.ndindex(*leading)], dtype=np.int64).reshape(x.shape)
    if not np.isnan(edges).any():
        theirs = torch.searchsorted(torch.tensor(edges), torch.tensor(x), side=side).numpy()
        assert (theirs == y)[~np.isnan(x)].all()
    return y.astype(np.float64)


def numbers(*shape):
    return lambda rng, form: np.array([uniform(rng, form, -3, 3) for _ in range(int(np.prod(shape)))]).reshape(shape)


cases = []
for right in (0, 1):
    side = "right" if right else "left"
    cases += [
        (f"{side} bins", [-2.0, -1.0, -0.5, 0.25, 1.0, 2.0], numbers(40), {"right": right}),
        (f"{side} equal", [-1.0, 0.0, 0.0, 0.0, 1.0, 1.0], [-1.0, -0.0, 0.0, 1.0, 0.5, -2.0, 3.0], {"right": right}),
        (f"{side} special", [-INF, -1.0, 2.0, INF, NAN, NAN], [-INF, INF, NAN, 0.0, 2.0, 2.0**100], {"right": right}),
        (f"{side} rows", [[-1.0, 0.0, 2.0], [0.0, 0.5, 1.0]], numbers(2, 7), {"right": right}),
    ]
indexed(
    __file__,
    "the number of edges a before b, or with right of those that b is not before; NaN comes last; dy = 0",
    cases,
    search,
    precision="exact, NumPy and PyTorch",
    versions={"numpy": np.__version__, "torch": torch.__version__},
    indices=False,
)
