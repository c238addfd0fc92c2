// Reorders axes: element i of a result's block is read at offset walk(i) of the argument's block.
#include "walks.cl"
WALK(permute)
