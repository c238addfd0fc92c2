// The greatest element in each window of an image.
#include "max_pools.cl"
MAX_POOL(max_pool, greatest.value, value[j])
