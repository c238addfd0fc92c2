"""Golden values of op log_ndtr."""

import random

import mpmath as mp
import singular
from sampling import FORMATS, INF, NAN, SEED, USES, golden, tangent, uniform

out = golden.Golden(
    "op/log_ndtr",
    __file__,
    "y = the derivative of ln((1 + erf(x / sqrt 2)) / 2) of the order; dy = that of the next order times dx",
    seed=SEED,
    precision="mpmath, 50 digits",
    uses=USES,
    nonfinite=True,
)


def hazard(x, order):
    """The derivatives of h = phi / Phi up to an order, each as a polynomial in x and h: h' = -h (x + h)."""
    with mp.workdps(3000 if abs(x) > 100 else 250):
        x = mp.mpf(x)
        if x < 0:
            h = mp.sqrt(2 / mp.pi) / tail(-x / mp.sqrt(2))
        else:
            h = mp.npdf(x) / mp.ncdf(x)
        values = [h]
        for n in range(1, order + 1):
            terms = [mp.binomial(n - 1, k) * values[k] * ((x if k == n - 1 else (1 if k == n - 2 else 0)) + values[n - 1 - k]) for k in range(n)]
            values.append(-mp.fsum(terms))
        return values


def tail(t):
    """e^(t^2) erfc t; for large t by its asymptotic series, far beyond 50 digits."""
    if t < 100:
        return mp.exp(t * t) * mp.erfc(t)
    term = total = mp.mpf(1)
    k = 1
    while k < 2 * t * t and abs(term) > mp.mpf(10) ** -mp.mp.dps:
        term *= -(2 * k - 1) / (2 * t * t)
        total += term
        k += 1
    return total / (t * mp.sqrt(mp.pi))


def derivative(x, order):
    if order > 0:
        return +hazard(x, order - 1)[-1]
    with mp.workdps(700):
        x = mp.mpf(x)
        return +mp.log1p(-mp.erfc(x / mp.sqrt(2)) / 2) if x > 0 else mp.log(tail(-x / mp.sqrt(2)) / 2) - x * x / 2


def scale(x, order):
    """The derivatives are sums of products of h and x + h or, below -1, of powers of x + h, which cancel at their zeros."""
    if order < 2:
        return abs(derivative(x, order))
    h = hazard(x, 0)[0]
    if x < -1:
        return max(abs(derivative(x, order)), mp.factorial(order - 1) * (x + h) ** order)
    g = abs(x) + 2 * h
    return h * g ** (order - 1) * [1, 1, 1, 2, 6, 24, 120][order]


for form in FORMATS:
    for order in (0, 1, 2, 3, 5):
        rng = random.Random(SEED + order)
        special = [(INF, -0.0 if order == 0 else 0.0), (-INF, [-INF, INF, -1.0, 0.0, 0.0, 0.0][order]), (NAN, NAN)]
        xs = [uniform(rng, form, *bounds) for bounds in ((-60, -5), (-5, -1), (-1, 0), (0, 3), (3, 8)) for _ in range(20)]
        case = f"{form.name} values {order}"
        out.input(case, "order", order)
        out.input(case, "x", [x for x, _ in special] + xs)
        out.output(case, "y", [y for _, y in special] + [derivative(x, order) for x in xs])
        out.output(case, "y_scale", [0.0] * len(special) + [scale(x, order) for x in xs])

        case = f"{form.name} tangents {order}"
        xs = [uniform(rng, form, -4, 4) for _ in range(30)]
        x_dot = [tangent(rng, form) for _ in xs]
        out.input(case, "order", order)
        out.input(case, "x", xs)
        out.input(case, "x_dot", x_dot)
        out.output(case, "y", [derivative(x, order) for x in xs])
        out.output(case, "y_scale", [scale(x, order) for x in xs])
        out.output(case, "y_dot", [derivative(x, order + 1) * v for x, v in zip(xs, x_dot)])
        out.output(case, "y_dot_scale", [abs(scale(x, order + 1) * v) for x, v in zip(xs, x_dot)])
out.write()


def derivatives(x):
    """Beyond 1e30 in size, its limit or the first term of the asymptotic series."""
    if x > 1000:
        return lambda n: 0.0
    if x < -1e30:
        return lambda n: [None, INF if x == -INF else -mp.mpf(x), -1.0, 0.0, 0.0][n]
    return at_50_digits(x)


def at_50_digits(x):
    def of(n):
        with mp.workdps(50):
            return derivative(x, n)

    return of


def size(x):
    def of(n):
        with mp.workdps(50):
            return scale(x, n) if abs(x) < 1000 else 0.0

    return of


singular.unary(__file__, derivatives, direct=None, along=lambda x, form: 1e-9 <= abs(x) <= 1000, scale=size)
