"""Golden values of op tan."""

import math

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = tan x; dy = (1 + tan(x)^2) dx",
    mp.tan,
    lambda x: 1 + mp.tan(x) ** 2,
    (-1.5, 1.5),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    points=[3.141592653589793, 1.5707963267948966, 22, 1000000],
)


def derivatives(x):
    if math.isinf(x):
        return lambda n: NAN
    t = mp.tan(mp.mpf(x))
    s = 1 + t * t
    return lambda n: [t, s, 2 * t * s, 2 * s * (1 + 3 * t * t), 8 * t * s * (2 + 3 * t * t)][n]


singular.unary(__file__, derivatives, direct=mp.tan)
