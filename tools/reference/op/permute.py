"""Golden values of op permute."""

import numpy as np
from arrays import layout

layout(
    __file__,
    "axis i of y is axis order[i] of x, among the last axes",
    [
        ("transpose", [(3, 5)], {"order": [1, 0]}),
        ("mapped", [(2, 3, 5)], {"order": [1, 0]}),
        ("cycle", [(2, 3, 4)], {"order": [2, 0, 1]}),
        ("four axes", [(2, 3, 4, 5)], {"order": [2, 0, 3, 1]}),
        ("identity", [(2, 3)], {"order": [0, 1]}),
    ],
    lambda x, order: np.transpose(x, [*range(x.ndim - len(order)), *(x.ndim - len(order) + i for i in order)]),
)
