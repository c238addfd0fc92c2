// y = a^b
#include "elementary.cl"
BINARY(pow, real_pow(a, b))
