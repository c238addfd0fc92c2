// The standard normal quantile function.
#include "elementary_branches.cl"
#include "normal.cl"
UNARY(ndtri, real_ndtri(x))
