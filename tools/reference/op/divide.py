"""Golden values of op divide."""

from sampling import INF, NAN, binary

binary(
    __file__,
    "y = a / b; dy = da / b - a db / b^2",
    lambda a, b: a / b,
    lambda a, b: (1 / b, -a / (b * b)),
    (-3, 3),
    (0.1, 5),
    special=[
        (0.0, 0.0, NAN),
        (1.0, 0.0, INF),
        (1.0, -0.0, -INF),
        (0.0, 1.0, 0.0),
        (-0.0, 1.0, -0.0),
        (INF, INF, NAN),
        (INF, -1.0, -INF),
        (1.0, -INF, -0.0),
        (NAN, 1.0, NAN),
        (1.0, NAN, NAN),
    ],
    exact=True,
)
