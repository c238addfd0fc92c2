"""Golden values of op hypot."""

import mpmath as mp
import singular
import triangles
from sampling import INF, NAN, binary

binary(
    __file__,
    "y = sqrt(a^2 + b^2); dy = (a da + b db) / y",
    mp.hypot,
    lambda a, b: (a / mp.hypot(a, b), b / mp.hypot(a, b)),
    (-3, 3),
    (-3, 3),
    special=[
        (0.0, -0.0, 0.0),
        (3.0, -4.0, 5.0),
        (INF, 1.0, INF),
        (1.0, -INF, INF),
        (NAN, INF, INF),
        (-INF, NAN, INF),
        (NAN, 1.0, NAN),
        (1.0, NAN, NAN),
    ],
)
RADIUS = {(0, 0): 1}


def derivatives(a, b):
    return lambda i, j: triangles.partial(RADIUS, -1, a, b, i, j)


def at_origin(a, b):
    return lambda i, j: 0.0


singular.binary(
    __file__,
    [
        ("hypot", derivatives, triangles.pairs, False, False),
        ("hypot origin", at_origin, lambda form: singular.grid([0.0, -0.0], [0.0, -0.0]), True, False),
    ],
    direct=mp.hypot,
    scale=lambda a, b, i, j: 0.0 if a == 0 and b == 0 else triangles.partial(RADIUS, -1, a, b, i, j, absolute=True),
    uses=[triangles.__file__],
)
