"""Golden values of op pow_partial."""

import random

import mpmath as mp
import powers
from sampling import FORMATS, INF, NAN, SEED, USES, golden, spread, tangent, uniform

out = golden.Golden(
    "op/pow_partial",
    __file__,
    "y = the derivative of a^b, i times in a and j times in b; dy = one more in a times da, and one more in b times db",
    seed=SEED,
    precision="mpmath, 50 digits",
    uses=[powers.__file__, *USES],
    nonfinite=True,
)


def terms(a, b, i, j):
    a, b = mp.mpf(a), mp.mpf(b)
    return [c * mp.power(a, b - i) * mp.log(a) ** k for k, c in enumerate(powers.coefficients(b, i, j))]


SPECIAL = {
    (1, 0): [(0.0, 2.0, 0.0), (0.0, 1.0, 1.0), (0.0, 0.5, INF), (0.0, 0.0, 0.0), (NAN, 0.0, 0.0), (INF, 1.0, 1.0), (-2.0, 3.0, 12.0), (-2.0, 0.5, NAN)],
    (3, 0): [(0.0, 2.0, 0.0), (-0.0, 2.0, 0.0), (0.0, 3.0, 6.0), (0.0, 2.5, INF), (0.0, 1.5, -INF), (-1.0, 4.0, -24.0), (-2.0, -1.0, -0.375)],
    (0, 1): [(0.0, 1.5, 0.0), (0.0, 0.0, -INF), (0.0, -1.0, -INF), (INF, -1.0, 0.0), (INF, 0.0, INF), (-2.0, 2.0, NAN), (NAN, 2.0, NAN), (2.0, NAN, NAN)],
    (0, 2): [(0.0, 1.5, 0.0), (0.0, 0.0, INF), (1.0, 7.0, 0.0)],
    (1, 1): [(0.0, 1.5, 0.0), (0.0, 2.0, 0.0), (0.0, 1.0, -INF), (0.0, 0.5, -INF), (0.0, 0.0, INF), (INF, 0.5, 0.0)],
    (2, 2): [(0.0, 3.0, 0.0), (0.0, 2.0, INF)],
    (1, 3): [(0.0, 2.0, 0.0)],
}

for form in FORMATS:
    for (i, j), special in SPECIAL.items():
        rng = random.Random(SEED + 10 * i + j)
        triples = special[:]
        scales = [0.0] * len(special)
        for _ in range(40):
            a = abs(spread(rng, form, -INF, INF))
            reach = float((form.highest - 60) / abs(mp.log(a, 2)))
            b = uniform(rng, form, -reach, reach)
            if abs((mp.mpf(b) - i) * mp.log(a, 2)) < form.highest - 60:
                triples.append((a, b, mp.fsum(terms(a, b, i, j))))
                scales.append(mp.fsum(terms(a, b, i, j), absolute=True))
        case = f"{form.name} values {i} {j}"
        out.input(case, "i", i)
        out.input(case, "j", j)
        for index, quantity in enumerate(("a", "b")):
            out.input(case, quantity, [t[index] for t in triples])
        out.output(case, "y", [t[2] for t in triples])
        out.output(case, "y_scale", scales)

        case = f"{form.name} tangents {i} {j}"
        a = [uniform(rng, form, 0.05, 6) for _ in range(40)]
        b = [uniform(rng, form, -4, 4) for _ in a]
        a_dot = [tangent(rng, form) for _ in a]
        b_dot = [tangent(rng, form) for _ in a]
        out.input(case, "i", i)
        out.input(case, "j", j)
        for quantity, values in (("a", a), ("b", b), ("a_dot", a_dot), ("b_dot", b_dot)):
            out.input(case, quantity, values)
        out.output(case, "y", [mp.fsum(terms(p, q, i, j)) for p, q in zip(a, b)])
        out.output(case, "y_scale", [mp.fsum(terms(p, q, i, j), absolute=True) for p, q in zip(a, b)])
        moved = [
            [t * v for t in terms(p, q, i + 1, j)] + [t * w for t in terms(p, q, i, j + 1)]
            for p, q, v, w in zip(a, b, a_dot, b_dot)
        ]
        out.output(case, "y_dot", [mp.fsum(t) for t in moved])
        out.output(case, "y_dot_scale", [mp.fsum(t, absolute=True) for t in moved])
out.write()
