// The arc cosine.
#include "elementary_branches.cl"
#include "arcs.cl"
UNARY(acos, real_acos(x))
