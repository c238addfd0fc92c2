// y = 1 / x
UNARY(reciprocal, divide((real)1, x))
