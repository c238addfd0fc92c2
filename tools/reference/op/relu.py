"""Golden values of op relu."""

import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = max(x, 0); dy = dx for x > 0, else 0",
    lambda x: max(x, 0),
    lambda x: int(x > 0),
    (-3, 3),
    special=[(0.0, 0.0), (-0.0, 0.0), (INF, INF), (-INF, 0.0), (NAN, NAN)],
    exact=True,
)


def derivatives(x):
    return lambda n: float(x > 0) if n == 1 else 0.0


singular.unary(__file__, derivatives, kinks=[0.0])
