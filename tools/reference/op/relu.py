"""Golden values of op relu."""

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
