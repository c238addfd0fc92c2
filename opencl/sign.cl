// The sign of x: 1, -1, or x itself where it is zero or NaN.
UNARY(sign, x > 0 ? (real)1 : x < 0 ? (real)-1 : x)
