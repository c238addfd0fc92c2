"""Golden values of op tanh."""

import mpmath as mp
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
