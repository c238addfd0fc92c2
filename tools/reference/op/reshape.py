"""Golden values of op reshape."""

from arrays import layout

layout(
    __file__,
    "y = x under another shape",
    [
        ("flat", [(3, 4)], {"from": [3, 4], "to": [12]}),
        ("split", [(12,)], {"from": [12], "to": [2, 3, 2]}),
        ("mapped", [(2, 3, 4)], {"from": [3, 4], "to": [4, 3]}),
        ("scalar", [(1, 1)], {"from": [1, 1], "to": []}),
    ],
    lambda x, **given: x.reshape(x.shape[: x.ndim - len(given["from"])] + tuple(given["to"])),
)
