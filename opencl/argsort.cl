// The positions of each row of n elements in ascending order, by merging: a launch merges neighbouring runs of `width` positions, the first one single
// elements. A position's place in the merged run is its place in its own run and the number of elements of the other run that come before it.
#include "orders.cl"
kernel void op_argsort(
    global const real *x, global const real *orders, global real *y, const Blocks blocks, const int n, const int width) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int at = item % n;
        const int run = at / width;
        global const real *row = x + start(&blocks, 0, item / n);
        global const real *order = orders + (item - at);
        const bool single = width == 1;
        const int own = single ? at : (int)order[at];
        const int begin = min((run ^ 1) * width, n);
        int low = begin;
        int high = min(begin + width, n);
        while (low < high) {
            const int middle = low + (high - low) / 2;
            const int other = single ? middle : (int)order[middle];
            // Equal elements of the run on the left come first.
            const bool before = run % 2 == 0 ? precedes(row[other], row[own]) : !precedes(row[own], row[other]);
            low = before ? middle + 1 : low;
            high = before ? high : middle;
        }
        y[item - at + (run - run % 2) * width + at % width + (low - begin)] = (real)own;
    }
}
