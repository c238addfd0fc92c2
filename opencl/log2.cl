// y = log2 x
#include "elementary_branches.cl"
#include "further.cl"
UNARY(log2, real_log2(x))
