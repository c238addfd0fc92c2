// sqrt(a^2 + b^2)
#include "elementary_branches.cl"
#include "arcs.cl"
BINARY(hypot, real_hypot(a, b))
