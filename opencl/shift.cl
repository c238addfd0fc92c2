// y = x + c
UNARY_WITH_CONSTANT(shift, x + c)
