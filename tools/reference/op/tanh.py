"""Golden values of op tanh."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = tanh x; dy = dx / cosh(x)^2",
    lambda x: mp.tanh(min(max(x, -2000), 2000)),
    lambda x: 1 / mp.cosh(x) ** 2,
    (-20, 20),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, 1), (-INF, -1), (NAN, NAN)],
    points=[0.1, -0.5625, 9, 19],
)


def derivatives(x):
    u = mp.mpf(min(max(x, -singular.FAR), singular.FAR))
    t, c = mp.tanh(u), mp.sech(u) ** 2
    return lambda n: [t, c, -2 * t * c, -2 * c * (1 - 3 * t * t), 8 * t * c * (2 - 3 * t * t)][n]


singular.unary(__file__, derivatives, direct=mp.tanh)
