// y = max(x, 0); NaN stays NaN
UNARY(relu, x != x || x > 0 ? x : (real)0)
