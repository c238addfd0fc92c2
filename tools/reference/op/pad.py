"""Golden values of op pad."""

import numpy as np
from arrays import layout


def padded(x, axis, before, after):
    shape = list(x.shape)
    ends = []
    for count in (before, after):
        shape[-axis] = count
        ends.append(np.full(shape, 0, dtype=object))
    return np.concatenate([ends[0], x, ends[1]], axis=-axis)


layout(
    __file__,
    "y = zeros before and after x along an axis",
    [
        ("last", [(3, 5)], {"axis": 1, "before": 2, "after": 1}),
        ("rows", [(2, 3)], {"axis": 2, "before": 0, "after": 3}),
        ("mapped", [(2, 3, 2)], {"axis": 2, "before": 1, "after": 1}),
        ("nothing", [(4,)], {"axis": 1, "before": 0, "after": 0}),
    ],
    padded,
)
