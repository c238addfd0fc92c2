// The angle of the point (b, a).
#include "elementary_branches.cl"
#include "arcs.cl"
BINARY(atan2, real_atan2(a, b))
