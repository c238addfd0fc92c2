"""Golden values of op slice."""

import numpy as np
from arrays import layout

layout(
    __file__,
    "y = the numbers start .. start + length - 1 of x along an axis",
    [
        ("middle", [(2, 7)], {"axis": 1, "start": 2, "length": 3}),
        ("rows", [(5, 3)], {"axis": 2, "start": 1, "length": 2}),
        ("mapped", [(2, 4, 3, 2)], {"axis": 2, "start": 2, "length": 1}),
        ("all", [(7,)], {"axis": 1, "start": 0, "length": 7}),
    ],
    lambda x, axis, start, length: np.take(x, range(start, start + length), axis=-axis),
)
