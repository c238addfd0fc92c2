"""Golden values of op select."""

import random

from sampling import INF, NAN, SEED, binary, spread

MASKS = random.Random(SEED)

binary(
    __file__,
    "y = a b where a is not zero, a where it is, whatever b is; dy = b da + a db",
    lambda a, b: a * b if a != 0 else 0,
    lambda a, b: (b, a),
    (-3, 3),
    (-3, 3),
    special=[
        (0.0, 1.0, 0.0),
        (0.0, -1.0, 0.0),
        (-0.0, 1.0, -0.0),
        (0.0, -0.0, 0.0),
        (-0.0, -0.0, -0.0),
        (0.0, INF, 0.0),
        (0.0, -INF, 0.0),
        (-0.0, INF, -0.0),
        (0.0, NAN, 0.0),
        (-0.0, NAN, -0.0),
        (1.0, 0.0, 0.0),
        (1.0, -0.0, -0.0),
        (1.0, INF, INF),
        (1.0, -INF, -INF),
        (1.0, NAN, NAN),
        (-1.0, INF, -INF),
        (0.5, -INF, -INF),
        (0.5, NAN, NAN),
        (NAN, 0.0, NAN),
        (NAN, 1.0, NAN),
        (NAN, INF, NAN),
        (INF, 0.0, NAN),
    ],
    pairs=lambda rng, form: (MASKS.choice([0.0, 1.0, 1.0, 0.5, -1.0]), spread(rng, form, -INF, INF)),
    exact=True,
)
