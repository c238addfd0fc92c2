// The sign of a - b without subtracting; NaN where one is NaN.
BINARY(compare, a > b ? (real)1 : a < b ? (real)-1 : a == b ? (real)0 : a + b)
