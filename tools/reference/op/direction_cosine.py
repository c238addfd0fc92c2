"""Golden values of op direction_cosine."""

import mpmath as mp
import singular
import triangles
from sampling import INF, NAN, binary

binary(
    __file__,
    "y = a / r with r = sqrt(a^2 + b^2); dy = b (b da - a db) / r^3",
    lambda a, b: a / mp.hypot(a, b),
    lambda a, b: (b * b / mp.hypot(a, b) ** 3, -a * b / mp.hypot(a, b) ** 3),
    (-3, 3),
    (-3, 3),
    special=[
        (0.0, 0.0, 0.0),
        (-0.0, 0.0, -0.0),
        (3.0, -4.0, mp.mpf(3) / 5),
        (0.0, 2.0, 0.0),
        (-2.0, 0.0, -1.0),
        (INF, 1.0, 1.0),
        (-INF, 1.0, -1.0),
        (1.0, -INF, 0.0),
        (-1.0, INF, -0.0),
        (INF, -INF, mp.sqrt(mp.mpf(1) / 2)),
        (NAN, INF, NAN),
        (1.0, NAN, NAN),
    ],
)
COSINE = {(1, 0): 1}


def derivatives(a, b):
    return lambda i, j: triangles.partial(COSINE, 0, a, b, i, j)


def at_origin(a, b):
    return lambda i, j: 0.0


singular.binary(
    __file__,
    [
        ("direction_cosine", derivatives, triangles.pairs, False, False),
        ("direction_cosine origin", at_origin, lambda form: singular.grid([0.0, -0.0], [0.0, -0.0]), True, False),
    ],
    direct=lambda a, b: a / mp.hypot(a, b),
    scale=lambda a, b, i, j: 0.0 if a == 0 and b == 0 else triangles.partial(COSINE, 0, a, b, i, j, absolute=True),
    uses=[triangles.__file__],
)
