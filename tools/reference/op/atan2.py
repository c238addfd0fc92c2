"""Golden values of op atan2."""

import mpmath as mp
import singular
import triangles
from sampling import INF, NAN, binary

PI = mp.pi
binary(
    __file__,
    "y = the angle of (b, a); dy = (b da - a db) / (a^2 + b^2)",
    mp.atan2,
    lambda a, b: (b / (a * a + b * b), -a / (a * a + b * b)),
    (-3, 3),
    (-3, 3),
    special=[
        (0.0, 0.0, 0.0),
        (-0.0, 0.0, -0.0),
        (0.0, -0.0, PI),
        (-0.0, -0.0, -PI),
        (0.0, 1.0, 0.0),
        (-0.0, 1.0, -0.0),
        (0.0, -1.0, PI),
        (-0.0, -1.0, -PI),
        (1.0, 0.0, PI / 2),
        (-1.0, -0.0, -PI / 2),
        (INF, INF, PI / 4),
        (-INF, INF, -PI / 4),
        (INF, -INF, 3 * PI / 4),
        (-INF, -INF, -3 * PI / 4),
        (1.0, INF, 0.0),
        (-1.0, INF, -0.0),
        (1.0, -INF, PI),
        (-1.0, -INF, -PI),
        (INF, 1.0, PI / 2),
        (-INF, -1.0, -PI / 2),
        (NAN, 1.0, NAN),
        (1.0, NAN, NAN),
    ],
)
SLOPE_IN_A = {(0, 1): 1}  # the angle is that of (b, a): with the angle from the first axis a, it is the other one's sine over r
SLOPE_IN_B = {(1, 0): -1}


def derivative(a, b, i, j, absolute=False):
    if i > 0:
        return triangles.partial(SLOPE_IN_A, 1, a, b, i - 1, j, absolute)
    return triangles.partial(SLOPE_IN_B, 1, a, b, i, j - 1, absolute)


def derivatives(a, b):
    return lambda i, j: derivative(a, b, i, j)


def at_origin(a, b):
    return lambda i, j: NAN


singular.binary(
    __file__,
    [
        ("atan2", derivatives, triangles.pairs, False, False),
        ("atan2 origin", at_origin, lambda form: singular.grid([0.0, -0.0], [0.0, -0.0]), False, False),
    ],
    direct=mp.atan2,
    scale=lambda a, b, i, j: 0.0 if a == 0 and b == 0 else derivative(a, b, i, j, absolute=True),
    uses=[triangles.__file__],
)
