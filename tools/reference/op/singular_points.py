"""Derivatives of the nonlinear ops, first to fourth, where formats and functions end.

Each case is an op in a format at every point of a list: zeros, the smallest subnormal number, very small and very large numbers, and the
infinities, of both signs. At an infinity the value is the derivative's limit, at a pole the limit from the side of the zero's sign: an
infinity. NaN stands where there is no derivative and no limit. Outside of the domain of a logarithm its derivatives go on, as those of
ln |x|. `kink` is 1 where a derivative does not exist and the value is a convention of dualflow.op.

Unary ops: d1 .. d4 are f^(n)(x), r1 .. r4 are x^n f^(n)(x), the derivatives along x itself, at the points where that is a number.
Binary ops: d_ij is the derivative i times in a and j times in b. `d_ij_scale` stands beside those of powers: the sum of the absolute values
of their terms in powers of ln a, in which an error is counted, or 0.
"""

import math
from fractions import Fraction

import mpmath as mp
import powers
from sampling import FORMATS, INF, NAN, USES, golden

mp.mp.dps = 900  # more than the digits between the smallest subnormal number and 1
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


# Unary functions: from x, an order to the derivative of that order.


def of_exp(x):
    if abs(x) > FAR:
        return lambda n: INF if x > 0 else 0.0
    return lambda n: mp.exp(x)


def of_log(x):
    return lambda n: quotient_of_power((-1) ** (n - 1) * factorial(n - 1), x, n)


def of_log1p(x):
    if math.isinf(x):
        return lambda n: 0.0
    return lambda n: quotient_of_power((-1) ** (n - 1) * factorial(n - 1), 1 + mp.mpf(x) if x != -1 else 0.0, n)


def of_reciprocal(x):
    return lambda n: quotient_of_power((-1) ** n * factorial(n), x, n + 1)


def of_sqrt(x):
    """At -0 the root is -0, so that the poles have its sign."""
    if x < 0:
        return lambda n: NAN
    if x == 0:
        return lambda n: math.copysign(1, x) * (-1) ** (n - 1) * INF
    return lambda n: 0.0 if math.isinf(x) else falling(mp.mpf(0.5), n) * mp.sqrt(x) / mp.mpf(x) ** n


def of_sin(x):
    return lambda n: NAN if math.isinf(x) else [mp.sin, mp.cos, lambda u: -mp.sin(u), lambda u: -mp.cos(u)][n % 4](mp.mpf(x))


def of_cos(x):
    return lambda n: NAN if math.isinf(x) else [mp.cos, lambda u: -mp.sin(u), lambda u: -mp.cos(u), mp.sin][n % 4](mp.mpf(x))


def of_sigmoid(x):
    u = mp.mpf(min(max(x, -FAR), FAR))
    s, r = 1 / (1 + mp.exp(-u)), 1 / (1 + mp.exp(u))
    p, q = s * r, r - s
    return lambda n: [s, p, p * q, p * (1 - 6 * p), p * q * (1 - 12 * p), p * (1 - 30 * p + 120 * p * p)][n]


def of_sigmoid_slope(x):
    return lambda n: of_sigmoid(x)(n + 1)


def of_softplus(x):
    return lambda n: of_sigmoid(x)(n - 1)


def of_silu(x):
    u = mp.mpf(min(max(x, -FAR), FAR))
    return lambda n: n * of_sigmoid(x)(n - 1) + u * of_sigmoid(x)(n)


def of_silu_slope(x):
    return lambda n: of_silu(x)(n + 1)


def of_tanh(x):
    u = mp.mpf(min(max(x, -FAR), FAR))
    t, c = mp.tanh(u), mp.sech(u) ** 2
    return lambda n: [t, c, -2 * t * c, -2 * c * (1 - 3 * t * t), 8 * t * c * (2 - 3 * t * t)][n]


def of_erf_slope(x):
    u = mp.mpf(min(max(x, -FAR), FAR))
    g = 2 / mp.sqrt(mp.pi) * mp.exp(-u * u)
    return lambda n: g * [1, -2 * u, 4 * u**2 - 2, -8 * u**3 + 12 * u, 16 * u**4 - 48 * u**2 + 12][n]


def of_erf(x):
    return lambda n: of_erf_slope(x)(n - 1)


def of_abs(x):
    return lambda n: float((x > 0) - (x < 0)) if n == 1 else 0.0


def of_relu(x):
    return lambda n: float(x > 0) if n == 1 else 0.0


def of_sign(x):
    return lambda n: 0.0


UNARY = {
    "abs": (of_abs, [0.0]),
    "cos": (of_cos, []),
    "erf": (of_erf, []),
    "erf_slope": (of_erf_slope, []),
    "exp": (of_exp, []),
    "expm1": (of_exp, []),
    "log": (of_log, []),
    "log1p": (of_log1p, []),
    "reciprocal": (of_reciprocal, []),
    "relu": (of_relu, [0.0]),
    "sigmoid": (of_sigmoid, []),
    "sigmoid_slope": (of_sigmoid_slope, []),
    "sign": (of_sign, [0.0]),
    "silu": (of_silu, []),
    "silu_slope": (of_silu_slope, []),
    "sin": (of_sin, []),
    "softplus": (of_softplus, []),
    "sqrt": (of_sqrt, []),
    "tanh": (of_tanh, []),
}

# Binary functions: from a, b to the derivative i times in a and j times in b.


def of_divide(a, b):
    def derivative(i, j):
        if i > 1:
            return 0.0
        c = (-1) ** j * factorial(j)
        if i == 1:
            return quotient_of_power(c, b, j + 1)
        if (a == 0 and b == 0) or (math.isinf(a) and math.isinf(b)):
            return NAN
        if math.isinf(a):
            return float(mp.sign(c)) * a * math.copysign(1, b) ** (j + 1)
        if b == 0:
            return quotient_of_power(c * mp.mpf(a), b, j + 1)
        return quotient_of_power(c, b, j + 1) * (0.0 if math.isinf(b) else mp.mpf(a))

    return derivative


def of_pow(a, b):
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
        if abs(e * log) > FAR:
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
    if abs((mp.mpf(b) - i) * log) > FAR:
        return 0.0
    return mp.exp((mp.mpf(b) - i) * log) * mp.fsum((c * log**k for k, c in enumerate(powers.coefficients(b, i, j))), absolute=True)


def of_mean_of_equals(pick):
    """The greater or lesser: the derivative of the one that is chosen, half of each where both are equal."""

    def of(a, b):
        chosen = 0.5 if a == b else float(pick(a, b))
        return lambda i, j: 0.0 if i + j > 1 else chosen if i == 1 else 1 - chosen

    return of


def of_compare(a, b):
    return lambda i, j: 0.0


def grid(a, b):
    return [(p, q) for p in a for q in b]


def both_signs(points):
    return points + [-x for x in points]


def binary_cases(form):
    points = POINTS[form.name]
    every = grid(both_signs(points), both_signs(points))
    few = [pair for pair in every if all(abs(x) in (points[0], points[1], 1, INF) for x in pair)]
    ties = [a == b for a, b in few]
    exponents = both_signs(points) + [0.5, 1.5, 2.0, 3.0, 4.0, -0.5, -2.0]
    whole = [0.0, 1.0, 2.0, 3.0, 4.0, -1.0, -2.0, 20.0, -20.0, points[-2]]
    yield "divide", of_divide, every, None, False
    yield "pow", of_pow, grid(points, exponents), None, False
    yield "pow negative base", of_pow, grid([-x for x in points], whole), None, True
    yield "maximum", of_mean_of_equals(lambda a, b: a > b), few, ties, False
    yield "minimum", of_mean_of_equals(lambda a, b: a < b), few, ties, False
    yield "compare", of_compare, few, ties, False


def number(value):
    """What the file says: a number that has left float64 by far would be long to write."""
    if isinstance(value, mp.mpf) and mp.isfinite(value) and value != 0:
        magnitude = mp.log10(abs(value))
        if abs(magnitude) > 400:
            return float(mp.sign(value)) * (INF if magnitude > 0 else 0.0)
    return value if isinstance(value, mp.mpf) else float(value)


def check():
    """The formulas against numerical differentiation."""
    direct = {
        "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
        "silu": lambda x: x / (1 + mp.exp(-x)),
        "softplus": lambda x: mp.log(1 + mp.exp(x)),
        "tanh": mp.tanh,
        "erf": mp.erf,
        "log": mp.log,
        "log1p": lambda x: mp.log(1 + x),
        "sqrt": mp.sqrt,
        "reciprocal": lambda x: 1 / x,
        "sin": mp.sin,
        "cos": mp.cos,
    }
    with mp.workdps(60):
        for name, f in direct.items():
            for x in (0.375, 1.75):
                for n in ORDERS:
                    assert abs(mp.diff(f, x, n) - UNARY[name][0](x)(n)) < 1e-20, (name, x, n)
        for i, j in partials():
            for f, of in ((mp.power, of_pow), (mp.fdiv, of_divide)):
                assert abs(mp.diff(f, (0.375, 1.75), (i, j)) - of(0.375, 1.75)(i, j)) < 1e-15, (f, i, j)


def partials(in_a_alone=False):
    return [(i, n - i) for n in ORDERS for i in range(n, -1, -1) if i == n or not in_a_alone]


check()
out = golden.Golden(
    "op/singular_points",
    __file__,
    "d1 .. d4 = f^(n)(x), r1 .. r4 = x^n f^(n)(x), d_ij = the derivative of f(a, b), i times in a and j times in b",
    precision="mpmath, 900 digits",
    uses=[powers.__file__, *USES],
    nonfinite=True,
)
for form in FORMATS:
    for name, (of, kinks) in UNARY.items():
        case = f"{form.name} {name}"
        x = both_signs(POINTS[form.name]) + ([-1.0] if name == "log1p" else [])
        x = list(dict.fromkeys((v, math.copysign(1, v)) for v in x))
        x = [v for v, _ in x]
        out.input(case, "x", x)
        out.input(case, "kink", [int(v in kinks) for v in x])
        for n in ORDERS:
            out.output(case, f"d{n}", [number(of(v)(n)) for v in x])
        # The product of two directions of the smallest size is none.
        along = [v for v in x if v != 0 and math.isfinite(v) and (name != "sqrt" or abs(v) > POINTS[form.name][1])]
        out.input(case, "along", along)
        for n in ORDERS:
            out.output(case, f"r{n}", [number(mp.mpf(v) ** n * of(v)(n)) for v in along])
    for name, of, pairs, kinks, in_a_alone in binary_cases(form):
        case = f"{form.name} {name}"
        out.input(case, "a", [a for a, _ in pairs])
        out.input(case, "b", [b for _, b in pairs])
        out.input(case, "kink", [int(k) for k in kinks or [False] * len(pairs)])
        for i, j in partials(in_a_alone):
            out.output(case, f"d_{i}{j}", [number(of(a, b)(i, j)) for a, b in pairs])
            if of is of_pow and j > 0:
                out.output(case, f"d_{i}{j}_scale", [number(scale_of_pow(a, b, i, j)) for a, b in pairs])
out.write()
