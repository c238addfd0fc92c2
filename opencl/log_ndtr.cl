// The derivative of the logarithm of the standard normal distribution function of order c.
#include "elementary_branches.cl"
#include "normal.cl"
UNARY_WITH_CONSTANT(log_ndtr, real_log_ndtr_of_order((int)c, x))
