// The lesser of a and b; NaN where one is NaN.
BINARY(minimum, a != a || a < b ? a : b)
