// The sign of a - b without a subtraction; NaN where either is NaN.
BINARY(compare, a > b ? (real)1 : a < b ? (real)-1 : a == b ? (real)0 : a + b)
