// The position of the greatest element in each window of an image.
#include "max_pools.cl"
MAX_POOL(max_pool_position, (real)greatest.position, position[j])
