// The lesser of a and b; NaN where either is NaN.
BINARY(minimum, a != a || a < b ? a : b)
