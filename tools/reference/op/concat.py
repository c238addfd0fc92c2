"""Golden values of op concat."""

import numpy as np
from arrays import layout


def joined(a, b, axis):
    """Leading axes broadcast; the joined axis is counted from the right, 1 the last."""
    leading = np.broadcast_shapes(a.shape[: a.ndim - axis], b.shape[: b.ndim - axis])
    parts = [np.broadcast_to(p, leading + p.shape[p.ndim - axis :]) for p in (a, b)]
    return np.concatenate(parts, axis=-axis)


layout(
    __file__,
    "y = a, then b, along an axis",
    [
        ("last", [(3, 2), (3, 5)], {"axis": 1}),
        ("rows", [(2, 3), (4, 3)], {"axis": 2}),
        ("one part shared", [(2, 3), (5, 1, 3)], {"axis": 2}),
        ("both repeated", [(2, 1, 3), (4, 2)], {"axis": 1}),
    ],
    joined,
    names=("a", "b"),
)
