// The standard normal distribution function.
#include "elementary_branches.cl"
#include "normal.cl"
UNARY(ndtr, real_ndtr(x))
