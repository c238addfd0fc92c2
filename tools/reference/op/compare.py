"""Golden values of op compare."""

import singular
from sampling import INF, NAN, binary

binary(
    __file__,
    "y = sign(a - b), NaN where a or b is; dy = 0",
    lambda a, b: (a > b) - (a < b),
    lambda a, b: (0, 0),
    (-3, 3),
    (-3, 3),
    special=[
        (0.0, -0.0, 0.0),
        (INF, INF, 0.0),
        (-INF, -INF, 0.0),
        (-INF, INF, -1.0),
        (INF, 1.0, 1.0),
        (NAN, 1.0, NAN),
        (1.0, NAN, NAN),
        (NAN, NAN, NAN),
    ],
    exact=True,
)


def derivatives(a, b):
    return lambda i, j: 0.0


singular.binary(__file__, [("compare", derivatives, singular.at_few, True, False)])
