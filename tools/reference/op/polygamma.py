"""Golden values of op polygamma."""

import random

import mpmath as mp
from sampling import FORMATS, INF, NAN, SEED, USES, golden, tangent, uniform

out = golden.Golden(
    "op/polygamma",
    __file__,
    "y = the derivative of ln Gamma, order + 1 times; dy = that of the next order times dx",
    seed=SEED,
    precision="mpmath, 50 digits",
    uses=USES,
    nonfinite=True,
)


def scale(order, x):
    """The digamma function is a difference of terms of this size."""
    value = abs(mp.polygamma(order, x))
    return value + mp.log(2 + x) + 1 / mp.mpf(x) if order == 0 else value


for form in FORMATS:
    for order in (0, 1, 2, 3, 5):
        rng = random.Random(SEED + order)
        at_infinity = INF if order == 0 else (-1) ** (order + 1) * 0.0
        special = [(0.0, (-1) ** (order + 1) * INF), (-0.0, (-1) ** (order + 1) * INF), (INF, at_infinity), (-1.5, NAN), (-INF, NAN), (NAN, NAN)]
        xs = [uniform(rng, form, *bounds) for bounds in ((0.01, 1), (1, 2), (2, 30), (30, 1000)) for _ in range(15)]
        case = f"{form.name} values {order}"
        out.input(case, "order", order)
        out.input(case, "x", [x for x, _ in special] + xs)
        out.output(case, "y", [y for _, y in special] + [mp.polygamma(order, x) for x in xs])
        out.output(case, "y_scale", [0.0] * len(special) + [scale(order, x) for x in xs])

        case = f"{form.name} tangents {order}"
        xs = [uniform(rng, form, 0.05, 20) for _ in range(30)]
        x_dot = [tangent(rng, form) for _ in xs]
        out.input(case, "order", order)
        out.input(case, "x", xs)
        out.input(case, "x_dot", x_dot)
        out.output(case, "y", [mp.polygamma(order, x) for x in xs])
        out.output(case, "y_scale", [scale(order, x) for x in xs])
        out.output(case, "y_dot", [mp.polygamma(order + 1, x) * v for x, v in zip(xs, x_dot)])
        out.output(case, "y_dot_scale", [abs(mp.polygamma(order + 1, x) * v) for x, v in zip(xs, x_dot)])
out.write()
