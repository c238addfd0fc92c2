// y = ln Gamma(x)
#include "elementary_branches.cl"
#include "gamma.cl"
UNARY(log_gamma, real_log_gamma(x))
