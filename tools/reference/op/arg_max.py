"""Golden values of op arg_max."""

import numpy as np
import torch
from arrays import arrays
from sampling import INF, NAN


def argmax(x):
    """PyTorch's, which does not promise the first of equal numbers; NumPy's does, and agrees."""
    x = x.astype(np.float64)
    y = np.argmax(x, axis=-1)
    assert (x == np.max(x, axis=-1, keepdims=True)).sum(-1).max() > 1 or (torch.argmax(torch.tensor(x), -1).numpy() == y).all()
    return y.astype(np.float64)


special = np.array([[1.0, NAN, 2.0, NAN], [-INF, -INF, -INF, -INF], [-0.0, 0.0, -1.0, 0.0], [1.0, INF, INF, 3.0], [2.0, 5.0, 5.0, NAN]])
arrays(
    __file__,
    "the position of the greatest number, the first of equal ones, of NaN the first; dy = 0",
    [("vector", [(9,)], {}), ("rows", [(2, 3, 5)], {}), ("one", [(1,)], {}), ("long", [(300,)], {})],
    argmax,
    precision="exact, NumPy; PyTorch agrees",
    versions={"numpy": np.__version__, "torch": torch.__version__},
    tangent=lambda x, v: np.max(x, axis=-1) * 0,
    extra=[("special", [special], argmax(special), {})],
)
