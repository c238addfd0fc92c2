package dualflow.device.opencl;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Elementwise ops that one launch runs, in one pass over memory. Values are numbered: the inputs first, then the nodes' results in
 * order.
 *
 * @param shape the shape of the outputs, to which every input and every node's result broadcasts
 * @param inputs the inputs' shapes
 * @param nodes the ops, each after those whose results it takes
 * @param outputs the numbers of the values to write, each a node's result of exactly {@code shape}
 */
record Fusion(Shape shape, List<Shape> inputs, List<Node> nodes, List<Integer> outputs) {
    /**
     * One op.
     *
     * @param op an op that {@link #fits}
     * @param arguments the numbers of its arguments' values
     */
    record Node(ElementwiseOp op, List<Integer> arguments) {
        Node {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if an op does not fit, a node takes a later value, a shape does not broadcast to {@code
     *     shape}, or an output is not a node's result of that shape
     */
    Fusion {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        List<Shape> shapes = new ArrayList<>(inputs);
        for (Node node : nodes) {
            if (!fits(node.op()) || node.arguments().size() != node.op().arity()) {
                throw new IllegalArgumentException(
                        "op " + node.op().name() + " cannot be fused with arguments " + node.arguments());
            }
            shapes.add(
                    Shape.broadcast(node.arguments().stream().map(shapes::get).toList()));
        }
        for (Shape each : shapes) {
            if (!Shape.broadcast(List.of(each, shape)).equals(shape)) {
                throw new IllegalArgumentException("a value of shape " + each + " does not broadcast to " + shape);
            }
        }
        for (int output : outputs) {
            if (output < inputs.size() || !shapes.get(output).equals(shape)) {
                throw new IllegalArgumentException("output " + output + " is no result of shape " + shape);
            }
        }
    }

    /**
     * Whether an op can be part of a fusion: its kernel file states its function, and nothing else.
     *
     * @param op the op
     * @return true for all elementwise ops whose file is of the form of {@code opencl/add.cl}
     */
    static boolean fits(ElementwiseOp op) {
        return ElementwiseSource.of(op).isPresent();
    }
}
