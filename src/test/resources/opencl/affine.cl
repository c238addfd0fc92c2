// y = c x + d
UNARY_WITH_CONSTANTS(affine, fma(c, x, d))
