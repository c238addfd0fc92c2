// Reorders axes: number i of a result's block comes from offset walk(i) of the argument's block.
#include "walks.cl"
WALK(permute)
