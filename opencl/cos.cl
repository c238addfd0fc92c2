// y = cos x
#include "elementary_branches.cl"
UNARY(cos, real_cos(x))
