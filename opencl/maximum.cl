// The greater of a and b; NaN where one is NaN.
BINARY(maximum, a != a || a > b ? a : b)
