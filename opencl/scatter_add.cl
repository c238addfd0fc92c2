// Adds rows into the rows that their indices name. Row i of the result sums the rows table[j], table[i] <= j < table[i + 1], in order.
#include "reductions.cl"
kernel void op_scatter_add(
    global const real *x,
    global real *y,
    const Blocks blocks,
    const int n,
    const int rows,
    global const int *table) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        const int i = item / n % rows;
        global const real *column = x + start(&blocks, 0, item / n / rows) + item % n;
        global const int *terms = table + table[i];
        SUM_OF_TERMS(sum, table[i + 1] - table[i], column[terms[j] * n])
        y[item] = sum;
    }
}
