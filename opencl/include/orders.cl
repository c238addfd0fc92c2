// The order of numbers in which both zeros are equal, and NaN comes last; the same as dualflow.op.Orders.
static bool precedes(real a, real b) {
    return a < b || (b != b && a == a);
}
