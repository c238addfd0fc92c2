"""Golden values of op abs."""

import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = |x|; dy = sign(x) dx",
    lambda x: abs(x),
    lambda x: (x > 0) - (x < 0),
    (-3, 3),
    special=[(0.0, 0.0), (-0.0, 0.0), (INF, INF), (-INF, INF), (NAN, NAN)],
    exact=True,
)


def derivatives(x):
    return lambda n: float((x > 0) - (x < 0)) if n == 1 else 0.0


singular.unary(__file__, derivatives, kinks=[0.0])
