"""Golden values of op cos."""

import math

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = cos x; dy = -sin(x) dx",
    lambda x: mp.cos(x),
    lambda x: -mp.sin(x),
    (-10, 10),
    special=[(0.0, 1), (-0.0, 1), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    points=[3.141592653589793, 1.5707963267948966, 22, 1000000],
)


def derivatives(x):
    return lambda n: NAN if math.isinf(x) else [mp.cos, lambda u: -mp.sin(u), lambda u: -mp.cos(u), mp.sin][n % 4](mp.mpf(x))


singular.unary(__file__, derivatives, direct=mp.cos)
