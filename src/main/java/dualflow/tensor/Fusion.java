package dualflow.tensor;

import java.util.List;

/**
 * Elementwise ops that one launch runs. Values are numbered: the inputs first, then the nodes' results.
 *
 * @param shape of every output
 * @param inputs the inputs' shapes, which broadcast to it
 * @param nodes the ops, each after those whose results it takes; their results broadcast to the shape too
 * @param outputs the numbers of those values that are stored
 */
public record Fusion(Shape shape, List<Shape> inputs, List<Node> nodes, List<Integer> outputs) {

    /**
     * One op.
     *
     * @param op the op
     * @param arguments the numbers of its arguments
     */
    public record Node(ElementwiseOp op, List<Integer> arguments) {
        /**
         * Copies the components.
         *
         * @param op the op
         * @param arguments the numbers of its arguments
         */
        public Node {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Copies the components.
     *
     * @param shape of every output
     * @param inputs the inputs' shapes, which broadcast to it
     * @param nodes the ops, each after those whose results it takes; their results broadcast to the shape too
     * @param outputs the numbers of those values that are stored
     */
    public Fusion {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
    }

    /**
     * Whether an op can be part of a fusion.
     *
     * @param op the op
     * @return true if its kernel is a function of one number of each argument
     */
    public static boolean fits(ElementwiseOp op) {
        return false;
    }
}
