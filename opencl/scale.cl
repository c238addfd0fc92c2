// y = c x
UNARY_WITH_CONSTANT(scale, c * x)
