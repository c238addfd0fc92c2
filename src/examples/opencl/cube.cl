// y = x^3
UNARY(cube, x * x * x)
