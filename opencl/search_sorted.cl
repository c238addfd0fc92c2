// The number of edges before x or, from the right, of those that x is not before, by halving.
#include "orders.cl"
kernel void op_search_sorted(
    global const real *edges,
    global const real *x,
    global real *y,
    const Blocks blocks,
    const int n,
    const int m,
    const int right) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        global const real *edge = edges + start(&blocks, 0, item / m);
        const real at = x[start(&blocks, 1, item / m) + item % m];
        int low = 0;
        int high = n;
        while (low < high) {
            const int middle = low + (high - low) / 2;
            const bool counts = right ? !precedes(at, edge[middle]) : precedes(edge[middle], at);
            low = counts ? middle + 1 : low;
            high = counts ? high : middle;
        }
        y[item] = (real)low;
    }
}
