"""Golden values of op multiply."""

from sampling import INF, NAN, binary

binary(
    __file__,
    "y = a b; dy = b da + a db",
    lambda a, b: a * b,
    lambda a, b: (b, a),
    (-3, 3),
    (-3, 3),
    special=[
        (0.0, -0.0, -0.0),
        (-0.0, -0.0, 0.0),
        (0.0, INF, NAN),
        (INF, -INF, -INF),
        (-1.0, -INF, INF),
        (NAN, 0.0, NAN),
        (1.0, NAN, NAN),
    ],
    exact=True,
)
