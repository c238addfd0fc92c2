// The arc sine.
#include "elementary_branches.cl"
#include "arcs.cl"
UNARY(asin, real_asin(x))
