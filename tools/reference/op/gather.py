"""Golden values of op gather."""

import numpy as np
from arrays import layout

layout(
    __file__,
    "y_ij = x_(indices i)j",
    [
        ("repeated", [(3, 5)], {"indices": [2, 0, 2, 1]}),
        ("mapped", [(2, 4, 3)], {"indices": [3, 3, 0]}),
        ("one", [(1, 1)], {"indices": [0]}),
    ],
    lambda x, indices: np.take(x, indices, axis=-2),
)
