// The arc tangent.
#include "elementary_branches.cl"
#include "arcs.cl"
UNARY(atan, real_atan(x))
