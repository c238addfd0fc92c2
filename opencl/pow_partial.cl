// The derivative of a^b, c times in a and d times in b
#include "elementary_branches.cl"
BINARY_WITH_CONSTANTS(pow_partial, real_pow_partial(a, b, (int)c, (int)d))
