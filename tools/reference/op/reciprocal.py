"""Golden values of op reciprocal."""

from sampling import INF, NAN, unary

unary(
    __file__,
    "y = 1 / x; dy = -dx / x^2",
    lambda x: 1 / x,
    lambda x: -1 / (x * x),
    (-3, 3),
    special=[(0.0, INF), (-0.0, -INF), (INF, 0.0), (-INF, -0.0), (NAN, NAN)],
    exact=True,
)
