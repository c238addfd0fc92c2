// y = sinh x
#include "elementary_branches.cl"
#include "further.cl"
UNARY(sinh, real_sinh(x))
