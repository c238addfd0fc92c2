"""What the generators of ops share that write derivatives, first to fourth, where formats and functions end: reference-data/singular.

Each case is an op in a format at every point of a list: zeros, the smallest subnormal number, very small and very large numbers, and the
infinities, of both signs. At an infinity the value is the derivative's limit, at a pole the limit from the side of the zero's sign: an
infinity. NaN stands where there is no derivative and no limit. Outside of the domain of a logarithm its derivatives go on, as those of
ln |x|. `kink` is 1 where a derivative does not exist and the value is a convention of dualflow.op.

Unary ops: d1 .. d4 are f^(n)(x), r1 .. r4 are x^n f^(n)(x), the derivatives along x itself, at the points where that is a number.
Binary ops: d_ij is the derivative i times in a and j times in b. `dn_scale` and `d_ij_scale` stand beside those whose terms cancel somewhere: the
sum of the terms' absolute values, in which an error is counted, or 0.
"""

import math
import pathlib
from fractions import Fraction

import mpmath as mp
from sampling import FORMATS, INF, NAN, USES, golden

DIGITS = 900  # more than those between the smallest subnormal number and 1
ORDERS = range(1, 5)
POINTS = {
    "float64": [0.0, 5e-324, 1e-300, 1e-8, 1.0, 20.0, 700.0, 1e300, INF],
    "float32": [0.0, 2.0**-149, 1e-37, 1e-8, 1.0, 20.0, 80.0, 1e37, INF],
}
for form in FORMATS:
    POINTS[form.name] = [x if math.isinf(x) else form.round(Fraction(x)) for x in POINTS[form.name]]
FAR = 5000  # beyond it, e^x and e^-x have left both formats


def factorial(n):
    return mp.factorial(n)


def falling(b, n):
    return mp.fprod(b - r for r in range(n))


def quotient_of_power(c, x, n):
    """c / x^n, with its limits at zeros and infinities."""
    if math.isinf(x):
        return 0.0
    if x == 0:
        return float(mp.sign(c)) * math.copysign(1, x) ** n * INF
    return c / mp.mpf(x) ** n


# Derivatives that several ops have: from x, an order to the derivative of that order.


def of_exp(x):
    if abs(x) > FAR:
        return lambda n: INF if x > 0 else 0.0
    return lambda n: mp.exp(x)


def of_sigmoid(x):
    u = mp.mpf(min(max(x, -FAR), FAR))
    s, r = 1 / (1 + mp.exp(-u)), 1 / (1 + mp.exp(u))
    p, q = s * r, r - s
    return lambda n: [s, p, p * q, p * (1 - 6 * p), p * q * (1 - 12 * p), p * (1 - 30 * p + 120 * p * p)][n]


def of_silu(x):
    u = mp.mpf(min(max(x, -FAR), FAR))
    return lambda n: n * of_sigmoid(x)(n - 1) + u * of_sigmoid(x)(n)


def of_erf_slope(x):
    u = mp.mpf(min(max(x, -FAR), FAR))
    g = 2 / mp.sqrt(mp.pi) * mp.exp(-u * u)
    return lambda n: g * [1, -2 * u, 4 * u**2 - 2, -8 * u**3 + 12 * u, 16 * u**4 - 48 * u**2 + 12][n]


def of_mean_of_equals(pick):
    """The greater or lesser: the derivative of the one that is chosen, half of each where both are equal."""

    def of(a, b):
        chosen = 0.5 if a == b else float(pick(a, b))
        return lambda i, j: 0.0 if i + j > 1 else chosen if i == 1 else 1 - chosen

    return of


def grid(a, b):
    return [(p, q) for p in a for q in b]


def both_signs(points):
    return points + [-x for x in points]


def number(value):
    """What the file says: a number that has left float64 by far would be long to write."""
    if isinstance(value, mp.mpf) and mp.isfinite(value) and value != 0:
        magnitude = mp.log10(abs(value))
        if abs(magnitude) > 400:
            return float(mp.sign(value)) * (INF if magnitude > 0 else 0.0)
    return value if isinstance(value, mp.mpf) else float(value)


def partials(in_a_alone=False):
    return [(i, n - i) for n in ORDERS for i in range(n, -1, -1) if i == n or not in_a_alone]


def start(file, uses=()):
    return golden.Golden(
        f"singular/{pathlib.Path(file).stem}",
        file,
        "d1 .. d4 = f^(n)(x), r1 .. r4 = x^n f^(n)(x), d_ij = the derivative of f(a, b), i times in a and j times in b",
        precision=f"mpmath, {DIGITS} digits",
        uses=[__file__, *uses, *USES],
        nonfinite=True,
    )


def unary(file, of, *, kinks=(), direct=None, points=(), along=lambda x, form: True, scale=None, uses=()):
    """y = f(x), `of` from x to its derivatives, which are compared with numerical ones of `direct`. `points` are further ones, and `along`
    says of which the direction x is taken: the product of two directions of the smallest size is none. `scale`, from x to sums of absolute
    values of the derivatives' terms, is written beside those of which it is given."""
    name = pathlib.Path(file).stem
    if direct:
        with mp.workdps(60):
            for x in (0.375, 1.75):
                for n in ORDERS:
                    assert abs(mp.diff(direct, x, n) - of(x)(n)) < 1e-20, (name, x, n)
    out = start(file, uses)
    with mp.workdps(DIGITS):
        for form in FORMATS:
            case = f"{form.name} {name}"
            x = both_signs(POINTS[form.name]) + list(points)
            x = [v for v, _ in dict.fromkeys((v, math.copysign(1, v)) for v in x)]
            out.input(case, "x", x)
            out.input(case, "kink", [int(v in kinks) for v in x])
            for n in ORDERS:
                out.output(case, f"d{n}", [number(of(v)(n)) for v in x])
                if scale:
                    out.output(case, f"d{n}_scale", [number(scale(v)(n)) for v in x])
            directions = [v for v in x if v != 0 and math.isfinite(v) and along(v, form)]
            out.input(case, "along", directions)
            for n in ORDERS:
                out.output(case, f"r{n}", [number(mp.mpf(v) ** n * of(v)(n)) for v in directions])
                if scale:
                    out.output(case, f"r{n}_scale", [number(abs(mp.mpf(v)) ** n * scale(v)(n)) for v in directions])
        out.write()


def everywhere(form):
    """Pairs of all points."""
    points = both_signs(POINTS[form.name])
    return grid(points, points)


def at_few(form):
    """Pairs of zeros, smallest numbers, ones and infinities."""
    points = POINTS[form.name]
    return [pair for pair in everywhere(form) if all(abs(x) in (points[0], points[1], 1, INF) for x in pair)]


def binary(file, cases, *, direct=None, scale=None, uses=()):
    """y = f(a, b). `cases` lists (name, of, pairs, whether ties are kinks, whether only derivatives in a are taken), `of` from a, b to the
    derivatives and `pairs` from a format to the points."""
    if direct:
        with mp.workdps(60):
            for i, j in partials():
                assert abs(mp.diff(direct, (0.375, 1.75), (i, j)) - cases[0][1](0.375, 1.75)(i, j)) < 1e-15, (file, i, j)
    out = start(file, uses)
    with mp.workdps(DIGITS):
        for form in FORMATS:
            for name, of, pairs, ties, in_a_alone in cases:
                case = f"{form.name} {name}"
                points = pairs(form)
                out.input(case, "a", [a for a, _ in points])
                out.input(case, "b", [b for _, b in points])
                out.input(case, "kink", [int(ties and a == b) for a, b in points])
                for i, j in partials(in_a_alone):
                    out.output(case, f"d_{i}{j}", [number(of(a, b)(i, j)) for a, b in points])
                    if scale and (j > 0 or not in_a_alone):
                        out.output(case, f"d_{i}{j}_scale", [number(scale(a, b, i, j)) for a, b in points])
        out.write()
