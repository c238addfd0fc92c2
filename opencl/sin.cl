// y = sin x
#include "elementary_branches.cl"
UNARY(sin, real_sin(x))
