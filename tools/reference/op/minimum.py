"""Golden values of op minimum."""

import singular
from sampling import Fraction
from sampling import INF, NAN, binary

binary(
    __file__,
    "y = min(a, b), NaN where a or b is; dy is that of the one chosen, half of each at a tie",
    lambda a, b: min(a, b),
    lambda a, b: (Fraction(1, 2), Fraction(1, 2)) if a == b else (int(a < b), int(b < a)),
    (-3, 3),
    (-3, 3),
    special=[
        (INF, 1.0, 1.0),
        (-INF, 1.0, -INF),
        (1.0, INF, 1.0),
        (2.0, 2.0, 2.0),
        (NAN, 1.0, NAN),
        (1.0, NAN, NAN),
        (NAN, NAN, NAN),
    ],
    exact=True,
)
singular.binary(__file__, [("minimum", singular.of_mean_of_equals(lambda a, b: a < b), singular.at_few, True, False)])
