// A mistake on purpose: the driver refuses the work-groups that it is launched with.
__attribute__((reqd_work_group_size(7, 1, 1)))
kernel void op_planted_refused(global const real *x, global real *y, const Blocks blocks) {
    y[get_global_id(0)] = x[0];
}
