// y = a - b floor(a / b)
#include "elementary_branches.cl"
#include "remainders.cl"
BINARY(remainder, real_remainder(a, b))
