"""Golden values of op where."""

import pathlib

from sampling import FORMATS, INF, NAN, SEED, USES, golden, random, spread, tangent, uniform

out = golden.Golden(
    "op/" + pathlib.Path(__file__).stem,
    __file__,
    "y = b where the mask a is not zero, c where it is, NaN where it is NaN; dy is that of the chosen one",
    seed=SEED,
    precision="exact",
    uses=USES,
    nonfinite=True,
)
SPECIAL = [
    (0.0, 1.0, -0.0, -0.0),
    (-0.0, NAN, 2.0, 2.0),
    (0.0, INF, 3.0, 3.0),
    (0.0, 1.0, NAN, NAN),
    (0.0, 1.0, -INF, -INF),
    (1.0, -0.0, 1.0, -0.0),
    (1.0, 2.0, NAN, 2.0),
    (-1.0, 2.0, INF, 2.0),
    (INF, -2.0, 1.0, -2.0),
    (-INF, INF, -INF, INF),
    (1.0, NAN, 1.0, NAN),
    (NAN, 1.0, 2.0, NAN),
]
for form in FORMATS:
    rng = random.Random(SEED)
    masks = [0.0, -0.0, 1.0, -1.0, *form.extremes()]
    rows = list(SPECIAL)
    for _ in range(80):
        a, b, c = rng.choice(masks), spread(rng, form, -INF, INF), spread(rng, form, -INF, INF)
        rows.append((a, b, c, c if a == 0 else b))
    case = f"{form.name} values"
    for index, quantity in enumerate("abc"):
        out.input(case, quantity, [row[index] for row in rows])
    out.output(case, "y", [row[3] for row in rows])

    case = f"{form.name} tangents"
    a = [rng.choice([0.0, 1.0, -1.0, uniform(rng, form, -3, 3)]) for _ in range(120)]
    b, c = ([uniform(rng, form, -3, 3) for _ in a] for _ in range(2))
    a_dot, b_dot, c_dot = ([tangent(rng, form) for _ in a] for _ in range(3))
    for quantity, values in (("a", a), ("b", b), ("c", c), ("a_dot", a_dot), ("b_dot", b_dot), ("c_dot", c_dot)):
        out.input(case, quantity, values)
    out.output(case, "y", [v if m == 0 else u for m, u, v in zip(a, b, c)])
    out.output(case, "y_dot", [v if m == 0 else u for m, u, v in zip(a, b_dot, c_dot)])
out.write()
