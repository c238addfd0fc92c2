"""Golden values of op log1p."""

import mpmath as mp
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = ln(1 + x); dy = dx / (1 + x)",
    lambda x: mp.log1p(x),
    lambda x: 1 / (1 + x),
    (-0.9, 5),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, NAN), (NAN, NAN), (-1.0, -INF)],
    domain=(-1, INF),
    points=[-0.999, 0.001, -0.5, 1],
)
