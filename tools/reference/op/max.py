"""Golden values of op max."""

import numpy as np
from arrays import arrays, by_block
from sampling import INF, NAN


def share(x, v):
    """Equal greatest numbers share the derivative evenly."""
    top = [d for value, d in zip(x, v) if value == max(x)]
    return sum(top) / len(top)


arrays(
    __file__,
    "y = max x over the last axes; dy is the mean of dx over the greatest numbers",
    [
        ("vector", [(7,)], {"axes": 1}),
        ("rows", [(5, 131)], {"axes": 1}),
        ("two axes", [(4, 3, 5)], {"axes": 2}),
        ("none", [(3,)], {"axes": 0}),
    ],
    lambda x, axes: by_block(max, axes, x),
    precision="exact; dy mpmath, 50 digits",
    versions={"numpy": np.__version__},
    tangent=lambda x, v, axes: by_block(share, axes, x, v),
    extra=[
        (
            "special",
            [[[1.0, NAN, 2.0], [NAN, INF, 0.0], [-INF, -INF, -INF], [-INF, 3.0, 3.0], [INF, 1.0, INF]]],
            [NAN, NAN, -INF, 3.0, INF],
            {"axes": 1},
        ),
    ],
)
