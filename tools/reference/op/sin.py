"""Golden values of op sin."""

import math

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = sin x; dy = cos(x) dx",
    lambda x: mp.sin(x),
    lambda x: mp.cos(x),
    (-10, 10),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    points=[3.141592653589793, 1.5707963267948966, 22, 1000000],
)


def derivatives(x):
    return lambda n: NAN if math.isinf(x) else [mp.sin, mp.cos, lambda u: -mp.sin(u), lambda u: -mp.cos(u)][n % 4](mp.mpf(x))


singular.unary(__file__, derivatives, direct=mp.sin)
