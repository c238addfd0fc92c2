"""Golden values of op broadcast."""

import numpy as np
from arrays import layout

layout(
    __file__,
    "y = x repeated along missing axes and axes of length 1",
    [
        ("scalar", [()], {"from": [], "to": [5]}),
        ("column", [(3, 1)], {"from": [3, 1], "to": [3, 4]}),
        ("two axes", [(3, 1)], {"from": [3, 1], "to": [2, 3, 5]}),
        ("middle", [(2, 1, 3)], {"from": [2, 1, 3], "to": [2, 4, 3]}),
        ("mapped", [(2, 1, 3)], {"from": [1, 3], "to": [2, 3]}),
    ],
    lambda x, **given: np.broadcast_to(
        x.reshape(x.shape[: x.ndim - len(given["from"])] + (1,) * (len(given["to"]) - len(given["from"])) + tuple(given["from"])),
        x.shape[: x.ndim - len(given["from"])] + tuple(given["to"]),
    ),
)
