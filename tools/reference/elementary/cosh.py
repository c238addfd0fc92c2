"""Reference values of cosh x, which has no coefficients of its own."""

import mpmath as mp
import values


def edges(form):
    """Where the result leaves the format, and passes powers of two."""
    end = mp.acosh(mp.mpf(form.largest))
    return [end, -end, mp.acosh(2), mp.acosh(4), mp.acosh(1024)] + values.REDUCTIONS


values.unary(
    __file__,
    "cosh x",
    mp.cosh,
    (values.INF, 1.0, 1.0, values.INF),
    edges=edges,
    moderate=lambda form: (-values.wide(form), values.wide(form)),
)
