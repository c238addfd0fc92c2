// y = |x|
UNARY(abs, fabs(x))
