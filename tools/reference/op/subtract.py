"""Golden values of op subtract."""

from sampling import INF, NAN, binary

binary(
    __file__,
    "y = a - b; dy = da - db",
    lambda a, b: a - b,
    lambda a, b: (1, -1),
    (-3, 3),
    (-3, 3),
    special=[
        (0.0, 0.0, 0.0),
        (-0.0, 0.0, -0.0),
        (INF, INF, NAN),
        (INF, -INF, INF),
        (1.0, -INF, INF),
        (NAN, 1.0, NAN),
        (1.0, NAN, NAN),
    ],
    exact=True,
)
