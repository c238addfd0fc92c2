"""What the generators of goldens share for ops on numbers `a` and indices or other numbers `b`."""

import pathlib

from arrays import draw
from sampling import FORMATS, SEED, USES, golden, random
import numpy as np


def indexed(file, equation, cases, f, *, precision, versions, scale=None, indices=True):
    """Cases list (name, shape of a, b, components); b is an array, or makes one from a random number generator and a format. f maps a and b to the result.
    With indices, it is linear in a, and b has no tangent; otherwise the result has no derivative, and `a` may be an array too."""
    out = golden.Golden(
        "op/" + pathlib.Path(file).stem, file, equation, seed=SEED, precision=precision, versions=versions, uses=[__file__, pathlib.Path(__file__).parent / "arrays.py", *USES], nonfinite=True
    )
    for form in FORMATS:
        rng = random.Random(SEED)
        for name, shape, b, given in cases:
            case = f"{form.name} {name}"
            a = draw(rng, form, shape) if isinstance(shape, tuple) else np.array(shape, dtype=object)
            b = np.array(b(rng, form) if callable(b) else b, dtype=object)
            a_dot, b_dot = draw(rng, form, a.shape), draw(rng, form, b.shape)
            b_dot = b_dot * 0 if indices else b_dot
            for quantity, value in (("a", a), ("b", b), ("a_dot", a_dot), ("b_dot", b_dot), *given.items()):
                out.input(case, quantity, value)
            y = f(a, b, **given)
            out.output(case, "y", y)
            out.output(case, "y_dot", f(a_dot, b, **given) if indices else y * 0)
            if scale:
                out.output(case, "y_scale", scale(abs(a), b, **given))
                out.output(case, "y_dot_scale", scale(abs(a_dot), b, **given))
    out.write()
