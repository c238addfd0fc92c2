"""Reference values of e^x - 1; its coefficients are those of exp."""

import mpmath as mp
import values

values.unary(
    __file__,
    "e^x - 1",
    mp.expm1,
    (-1.0, -0.0, 0.0, values.INF),
    edges=lambda form: values.REDUCTIONS
    + values.MULTIPLES
    + [values.overflow(form), -values.unit_limit(form), -values.unit_limit(form) - values.LN2],
    moderate=lambda form: (-40.0, values.wide(form)),
)
