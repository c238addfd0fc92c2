"""Golden values of op pow."""

import math

import mpmath as mp
import powers
import singular
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


def derivatives(a, b):
    """The sum over k of c_k a^(b - i) (ln a)^k. For a < 0, and at -0 as the limit from below, b is whole and j is 0."""
    sign_of_a = math.copysign(1, a)

    def derivative(i, j):
        if math.isinf(b):
            return at_infinite_exponent(i, j)
        exact = mp.mpf(b)
        c = powers.coefficients(exact, i, j)
        e = exact - i
        sign = 1 if sign_of_a > 0 or int(e) % 2 == 0 else -1
        if a == 0 or math.isinf(a):
            top = max((k for k in range(j + 1) if c[k] != 0), default=None)
            if top is None or (e > 0) == (a == 0) and e != 0:
                return 0.0
            if e == 0 and top == 0:
                return c[0]
            return float(sign * mp.sign(c[top]) * (-1 if a == 0 else 1) ** top) * INF
        log = mp.log(abs(mp.mpf(a)))
        total = mp.fsum(c[k] * log**k for k in range(j + 1))
        if abs(e * log) > singular.FAR:
            return (float(mp.sign(total)) * INF if total != 0 else 0.0) * sign if e * log > 0 else 0.0
        return sign * mp.exp(e * log) * total

    def at_infinite_exponent(i, j):
        if a != 1 and (a < 1) == (b > 0):
            return 0.0
        if j > 0:
            return NAN if i > 0 else 0.0 if a == 1 else INF * (1 if a > 1 else -1) ** j
        return (1.0 if a == 1 else INF) if i == 0 else INF * (-1 if b < 0 else 1) ** i

    return derivative


def scale_of_pow(a, b, i, j):
    if a == 0 or math.isinf(a) or math.isinf(b):
        return 0.0
    log = mp.log(mp.mpf(a))
    if abs((mp.mpf(b) - i) * log) > singular.FAR:
        return 0.0
    return mp.exp((mp.mpf(b) - i) * log) * mp.fsum((c * log**k for k, c in enumerate(powers.coefficients(b, i, j))), absolute=True)


def positive_bases(form):
    points = singular.POINTS[form.name]
    return singular.grid(points, singular.both_signs(points) + [0.5, 1.5, 2.0, 3.0, 4.0, -0.5, -2.0])


def negative_bases(form):
    points = singular.POINTS[form.name]
    return singular.grid([-x for x in points], [0.0, 1.0, 2.0, 3.0, 4.0, -1.0, -2.0, 20.0, -20.0, points[-2]])


singular.binary(
    __file__,
    [("pow", derivatives, positive_bases, False, False), ("pow negative base", derivatives, negative_bases, False, True)],
    direct=mp.power,
    scale=scale_of_pow,
    uses=[powers.__file__],
)
