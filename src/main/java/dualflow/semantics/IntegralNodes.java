package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * The nodes of an integral that is being computed.
 *
 * @param variable the mapped variable
 * @param from where the integral begins
 * @param to where it ends
 * @param nodes on [0, 1], in ascending order
 */
record IntegralNodes(Tensor variable, Tensor from, Tensor to, Nodes nodes) {
    /** The variable at a node. */
    Tensor time(int node) {
        return Ops.add(from, Ops.scale(Ops.subtract(to, from), nodes.points()[node]));
    }

    /** Where a time is between the ends, 0 to 1, if it is known: that of an end. */
    double position(Tensor time) {
        return time == from ? 0 : time == to ? 1 : Double.NaN;
    }

    /** Whether a value is the same for all nodes. */
    boolean isFixed(Tensor value) {
        return value.trace().level() < variable.trace().level();
    }
}
