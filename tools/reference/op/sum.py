"""Golden values of op sum."""

import numpy as np
from arrays import arrays


def sums(x, absolute=False, **given):
    """Sums the axes along which a tensor of the trailing shape `to` would have been repeated to `from`."""
    rank, to = len(given["from"]), given["to"]
    kept = (1,) * (rank - len(to)) + tuple(to)
    leading = x.ndim - rank
    axes = tuple(leading + i for i in range(rank) if kept[i] != given["from"][i] or i < rank - len(to))
    values = np.abs(x) if absolute else x
    return np.sum(values, axis=axes, keepdims=True).reshape(x.shape[:leading] + tuple(to)) if axes else values


arrays(
    __file__,
    "y = sum of x over axes",
    [
        ("all", [(7,)], {"from": [7], "to": []}),
        ("many", [(2, 521)], {"from": [521], "to": []}),
        ("rows", [(3, 5)], {"from": [3, 5], "to": [5]}),
        ("columns", [(3, 5)], {"from": [3, 5], "to": [3, 1]}),
        ("outer and inner", [(2, 2, 3, 4)], {"from": [2, 3, 4], "to": [3, 1]}),
        ("long and strided", [(300, 2)], {"from": [300, 2], "to": [2]}),
    ],
    sums,
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=lambda x, **given: sums(x, absolute=True, **given),
    tangent_scale=lambda x, v, **given: sums(v, absolute=True, **given),
)
