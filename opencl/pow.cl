// y = a^b
#include "elementary_branches.cl"
BINARY(pow, real_pow(a, b))
