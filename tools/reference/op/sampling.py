"""What the generators of the ops' goldens share: the two formats, where functions are sampled, and how cases are laid out.

A case's name begins with the format of its numbers. It holds the arguments `x` (or `a` and `b`), the result `y`, the op's
components under their names, and where derivatives are meant, the tangents `x_dot` (or `a_dot` and `b_dot`) and the result's tangent
`y_dot`. `y_scale` and `y_dot_scale` stand beside a sum: the sum of its terms' absolute values, in which its error is counted.

Inputs are numbers of the format. Results are real numbers to 17 digits, or where a generator says `exact`, the nearest numbers
of the format.
"""

import math
import pathlib
import random
import sys
from fractions import Fraction

import mpmath as mp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import golden  # noqa: E402

mp.mp.dps = 50
INF, NAN = math.inf, math.nan
SEED = 20250301
USES = [__file__, golden.__file__]


class Format:
    def __init__(self, name, bits, lowest, highest):
        self.name = name
        self.bits = bits
        self.lowest = lowest  # exponent of the smallest normal number
        self.highest = highest  # exponent of the largest numbers

    def round(self, value):
        """The number of the format that is nearest to a rational number, ties to even."""
        value = Fraction(value)
        if value == 0:
            return 0.0
        sign = 1 if value > 0 else -1
        exponent = abs(value.numerator).bit_length() - value.denominator.bit_length()
        if abs(value) < Fraction(2) ** exponent:
            exponent -= 1
        unit = Fraction(2) ** (max(exponent, self.lowest) - self.bits + 1)
        rounded = round(value / unit) * unit
        if abs(rounded) >= Fraction(2) ** (self.highest + 1):
            return sign * INF
        return math.copysign(float(rounded), sign)

    def extremes(self):
        """Positive numbers where formats end."""
        least, one = Fraction(2) ** self.lowest, Fraction(2) ** (1 - self.bits)
        largest = (2 - one) * Fraction(2) ** self.highest
        return [float(x) for x in (least * one, 3 * least * one, least - least * one, least, least * 2, 1 - one / 2, 1, 1 + one, largest / 4, largest)]


FORMATS = [Format("float64", 53, -1022, 1023), Format("float32", 24, -126, 127)]


def rational(value):
    """An mpmath number, float or rational number as a rational number; infinities and NaN stay what they are."""
    if isinstance(value, mp.mpf):
        if not mp.isfinite(value):
            return float(value)
        sign, mantissa, exponent, _ = value._mpf_
        return (-1) ** sign * Fraction(int(mantissa)) * Fraction(2) ** exponent
    return value if isinstance(value, float) and not math.isfinite(value) else Fraction(value)


def result(form, value, exact):
    """What the file says of a real number."""
    if isinstance(value, (int, float)):
        return float(value)
    if exact:
        return form.round(rational(value))
    return mp.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def uniform(rng, form, low, high):
    return form.round(Fraction(rng.uniform(low, high)))


def tangent(rng, form):
    return uniform(rng, form, 0.5, 2) * rng.choice([-1, 1])


def spread(rng, form, low, high):
    """A number of any size between two bounds."""
    while True:
        x = form.round(Fraction(rng.uniform(1, 2)) * Fraction(2) ** rng.randint(form.lowest, form.highest))
        x *= rng.choice([-1, 1])
        if low <= x <= high:
            return x


def number(x, exact):
    return Fraction(x) if exact else mp.mpf(x)


def unary(file, equation, f, slope, between, *, special, domain=(-INF, INF), points=(), exact=False):
    """y = f(x). `between` bounds the usual arguments, where the slope is sampled too; `special` lists (x, y) as IEEE 754 and C99 have
    them; outside of the open `domain` y is NaN. With `exact`, f is given rational numbers."""
    name = pathlib.Path(file).stem
    out = golden.Golden(
        f"op/{name}",
        file,
        equation,
        seed=SEED,
        precision="nearest numbers of the format" if exact else "mpmath, 50 digits",
        uses=USES,
        nonfinite=True,
    )
    low, high = domain
    for form in FORMATS:
        rng = random.Random(SEED)
        xs = [form.round(Fraction(p)) for p in points]
        xs += [x * sign for x in form.extremes() for sign in (1, -1)]
        xs += [spread(rng, form, -INF, INF) for _ in range(40)]
        xs += [spread(rng, form, low, high) for _ in range(60)]
        inside = [x for x in xs if low < x < high]
        outside = [x for x in xs if x < low or x > high]
        pairs = special + [(x, result(form, f(number(x, exact)), exact)) for x in inside] + [(x, NAN) for x in outside]
        out.input(f"{form.name} values", "x", [x for x, _ in pairs])
        out.output(f"{form.name} values", "y", [y for _, y in pairs])

        xs = [uniform(rng, form, *between) for _ in range(120)]
        dots = [tangent(rng, form) for _ in xs]
        case = f"{form.name} tangents"
        out.input(case, "x", xs)
        out.input(case, "x_dot", dots)
        out.output(case, "y", [result(form, f(number(x, exact)), exact) for x in xs])
        out.output(case, "y_dot", [result(form, slope(number(x, exact)) * number(d, exact), False) for x, d in zip(xs, dots)])
    out.write()


def binary(file, equation, f, partials, left, right, *, special, pairs=None, exact=False):
    """y = f(a, b). `left` and `right` bound the usual arguments; `special` lists (a, b, y); `pairs` draws further arguments, from
    a random number generator and a format, that meet f's domain; by default they are of any size."""
    name = pathlib.Path(file).stem
    out = golden.Golden(
        f"op/{name}",
        file,
        equation,
        seed=SEED,
        precision="nearest numbers of the format" if exact else "mpmath, 50 digits",
        uses=USES,
        nonfinite=True,
    )
    for form in FORMATS:
        rng = random.Random(SEED)
        draw = pairs or (lambda r, s: (spread(r, s, -INF, INF), spread(r, s, -INF, INF)))
        drawn = [draw(rng, form) for _ in range(80)] + [(x, -x) for x in form.extremes()] + [(x, x) for x in form.extremes()]
        if pairs:
            drawn = drawn[:80]
        triples = special + [(a, b, result(form, f(number(a, exact), number(b, exact)), exact)) for a, b in drawn]
        for index, quantity in enumerate(("a", "b")):
            out.input(f"{form.name} values", quantity, [t[index] for t in triples])
        out.output(f"{form.name} values", "y", [t[2] for t in triples])

        case = f"{form.name} tangents"
        a = [uniform(rng, form, *left) for _ in range(120)]
        b = [uniform(rng, form, *right) for _ in a]
        a_dot = [tangent(rng, form) for _ in a]
        b_dot = [tangent(rng, form) for _ in a]
        terms = []
        for p, q, v, w in zip(a, b, a_dot, b_dot):
            by_a, by_b = partials(number(p, exact), number(q, exact))
            terms.append((by_a * number(v, exact), by_b * number(w, exact)))
        for quantity, values in (("a", a), ("b", b), ("a_dot", a_dot), ("b_dot", b_dot)):
            out.input(case, quantity, values)
        out.output(case, "y", [result(form, f(number(p, exact), number(q, exact)), exact) for p, q in zip(a, b)])
        out.output(case, "y_dot", [result(form, s + t, False) for s, t in terms])
        out.output(case, "y_dot_scale", [result(form, abs(s) + abs(t), False) for s, t in terms])
    out.write()
