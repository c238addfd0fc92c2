// The greater of a and b; NaN where either is NaN.
BINARY(maximum, a != a || a > b ? a : b)
