// y = sqrt(x)
UNARY(sqrt, square_root(x))
