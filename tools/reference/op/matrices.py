"""What the generators of goldens share for ops on square matrices: how cases are laid out, and derivatives by differences."""

import pathlib

from sampling import FORMATS, SEED, USES, golden, mp, random, uniform

STEP = mp.mpf(10) ** -30
DIGITS = 100


def entries(matrix):
    """The numbers of an mpmath matrix by rows."""
    return [[matrix[i, j] for j in range(matrix.cols)] for i in range(matrix.rows)]


def matrices(file, equation, draw, f, special):
    """Cases of sizes 1 to 8, single and stacked. draw(rng, form, d) gives the numbers of an argument by rows, f maps an mpmath matrix to another; the
    tangent along any direction is its central difference with step 1e-30 at 100 digits. Scales are the largest number of a result."""
    out = golden.Golden(
        f"op/{pathlib.Path(file).stem}",
        file,
        equation,
        seed=SEED,
        precision="mpmath, 100 digits; tangents by central differences with step 1e-30",
        uses=[__file__, *USES],
        nonfinite=True,
    )
    for form in FORMATS:
        rng = random.Random(SEED)
        for count, d in [(1, 1), (1, 2), (1, 3), (3, 4), (1, 8)]:
            case = f"{form.name} {count} of {d}"
            x = [draw(rng, form, d) for _ in range(count)]
            v = [[[uniform(rng, form, -1, 1) for _ in range(d)] for _ in range(d)] for _ in range(count)]
            with mp.workdps(DIGITS):
                y = [f(mp.matrix(a)) for a in x]
                tangent = [
                    (f(mp.matrix(a) + STEP * mp.matrix(b)) - f(mp.matrix(a) - STEP * mp.matrix(b))) / (2 * STEP)
                    for a, b in zip(x, v)
                ]
                out.input(case, "x", x)
                out.input(case, "x_dot", v)
                for name, values in (("y", y), ("y_dot", tangent)):
                    out.output(case, name, [entries(a) for a in values])
                    out.output(case, name + "_scale", [[[max(abs(e) for e in a)] * d] * d for a in values])
        for case, x, y in special:
            case = f"{form.name} {case}"
            out.input(case, "x", x)
            out.output(case, "y", y)
            out.output(case, "y_scale", [[0.0] * len(x)] * len(x))
    out.write()
