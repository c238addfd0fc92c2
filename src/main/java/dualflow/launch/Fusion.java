package dualflow.launch;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Elementwise ops that one launch runs, in one pass over memory. Values are numbered: the inputs first, then the nodes' results in
 * order.
 *
 * @param shape the shape of the outputs, to which every input and every node's result broadcasts
 * @param inputs the inputs' shapes
 * @param nodes the ops in topological order
 * @param outputs the indices of the values to write, each a node's result of exactly {@code shape}
 */
public record Fusion(Shape shape, List<Shape> inputs, List<Node> nodes, List<Integer> outputs) {
    /**
     * One op.
     *
     * @param op an op that the device fuses ({@link Launcher#fuses})
     * @param arguments the indices of its arguments' values
     */
    public record Node(ElementwiseOp op, List<Integer> arguments) {
        /**
         * Copies the components.
         *
         * @param op the op
         * @param arguments the indices of its arguments' values
         */
        public Node {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Copies and checks.
     *
     * @param shape the shape of the outputs, to which every input and every node's result broadcasts
     * @param inputs the inputs' shapes
     * @param nodes the ops, each after those whose results it takes
     * @param outputs the indices of the values to write, each a node's result of exactly {@code shape}
     * @throws IllegalArgumentException if a node takes too few values or a later one, a shape does not broadcast to {@code shape}, or an
     *     output is not a node's result of that shape
     */
    public Fusion {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        List<Shape> shapes = new ArrayList<>(inputs);
        for (Node node : nodes) {
            if (node.arguments().size() != node.op().arity()) {
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
     * A description of the ops that run.
     *
     * @return the ops' names
     */
    public String name() {
        return nodes.stream().map(node -> node.op().name()).collect(Collectors.joining("+"));
    }
}
