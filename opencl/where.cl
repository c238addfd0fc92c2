// Exactly b where a is not zero, exactly c where it is; NaN where a is NaN.
TERNARY(where, a == 0 ? c : a != a ? a : b)
