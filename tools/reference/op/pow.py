"""Golden values of op pow."""

import mpmath as mp
from sampling import INF, NAN, binary
from sampling import spread, uniform


def positive_base(rng, form):
    """Bases of any size, exponents for which the power is in the range of the format."""
    a = abs(spread(rng, form, -INF, INF))
    reach = float(form.highest / abs(mp.log(a, 2)))
    return a, uniform(rng, form, -reach, reach)


binary(
    __file__,
    "y = a^b; dy = b a^(b - 1) da + ln(a) a^b db",
    lambda a, b: mp.power(a, b),
    lambda a, b: (b * mp.power(a, b - 1), mp.log(a) * mp.power(a, b)),
    (0.05, 6),
    (-4, 4),
    special=[
        (0.0, 0.0, 1.0),
        (0.0, 2.0, 0.0),
        (-0.0, 3.0, -0.0),
        (-0.0, 2.0, 0.0),
        (0.0, -1.0, INF),
        (-0.0, -1.0, -INF),
        (NAN, 0.0, 1.0),
        (1.0, NAN, 1.0),
        (NAN, 2.0, NAN),
        (2.0, NAN, NAN),
        (-2.0, 0.5, NAN),
        (-2.0, 3.0, -8.0),
        (-2.0, -2.0, 0.25),
        (INF, 0.5, INF),
        (INF, -0.5, 0.0),
        (-INF, 3.0, -INF),
        (-1.0, INF, 1.0),
        (0.5, INF, 0.0),
        (2.0, -INF, 0.0),
    ],
    pairs=positive_base,
)
