// Where in each window of an image the greatest number stands.
#include "max_pools.cl"
MAX_POOL(max_pool_position, (real)greatest.position, position[j])
