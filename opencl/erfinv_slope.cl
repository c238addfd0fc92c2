// The derivative of the inverse error function.
#include "elementary_branches.cl"
#include "normal.cl"
UNARY(erfinv_slope, real_erfinv_slope(x))
