// y = 2 / sqrt(pi) e^(-x^2)
#include "elementary.cl"
UNARY(erf_slope, real_erf_slope(x))
