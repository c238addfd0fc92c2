// The derivative of the standard normal quantile function.
#include "elementary_branches.cl"
#include "normal.cl"
UNARY(ndtri_slope, real_ndtri_slope(x))
