// The unit semicircle, sqrt(1 - x^2).
UNARY(semicircle, square_root((REAL(1.0) - x) * (REAL(1.0) + x)))
