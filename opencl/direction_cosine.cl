// a / sqrt(a^2 + b^2)
#include "elementary_branches.cl"
#include "arcs.cl"
BINARY(direction_cosine, real_direction_cosine(a, b))
