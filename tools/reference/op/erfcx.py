"""Golden values of op erfcx."""

import random

import mpmath as mp
import singular
from sampling import FORMATS, INF, NAN, SEED, USES, golden, tangent, uniform

out = golden.Golden(
    "op/erfcx",
    __file__,
    "y = the derivative of e^(x^2) erfc x of the order; dy = that of the next order times dx",
    seed=SEED,
    precision="mpmath, 50 digits",
    uses=USES,
    nonfinite=True,
)


def derivative(x, order):
    """(-1)^n 2^n n! e^(x^2) i^n erfc(x), with the repeated integrals of erfc as parabolic cylinder functions (Abramowitz and Stegun, 7.2.9, 19.14)."""
    with mp.workdps(mp.mp.dps + 30):
        x = mp.mpf(x)
        moment = mp.factorial(order) * mp.exp(x * x / 2) * mp.pcfu(order + mp.mpf(1) / 2, mp.sqrt(2) * x)
        return mp.sqrt(2 / mp.pi) * (-mp.sqrt(2)) ** order * moment


def scale(x, order):
    return abs(derivative(x, order))


for form in FORMATS:
    for order in (0, 1, 2, 3, 5):
        rng = random.Random(SEED + order)
        special = [(INF, (-1) ** order * 0.0), (-INF, (-1) ** order * INF), (NAN, NAN)]
        xs = [uniform(rng, form, *bounds) for bounds in ((-9, 0), (0, 1), (1, 5), (5, 60), (60, 1000)) for _ in range(20)]
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
    if x > 1e200:
        return lambda n: 0.0
    if x < -100:
        return lambda n: (-1) ** n * INF
    return at_50_digits(x)


def at_50_digits(x):
    def of(n):
        with mp.workdps(50):
            return derivative(x, n)

    return of


singular.unary(__file__, derivatives, direct=None, along=lambda x, form: 1e-9 <= abs(x) <= 1000)
