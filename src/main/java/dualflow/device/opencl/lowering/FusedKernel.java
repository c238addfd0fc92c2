package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Fusion;
import dualflow.launch.Kernel;
import dualflow.launch.KernelFile;
import dualflow.launch.ProgramText;
import dualflow.tensor.Blocks;
import dualflow.tensor.ElementwiseOp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The kernel of a {@link Fusion}: it takes the inputs' buffers, the outputs' buffers, then the layout and the ops' constants.
 *
 * <p>Each element of an output depends on one element of each input, read before it is written: an output may share the buffer of an input
 * of the fusion's shape.
 */
public final class FusedKernel {
    private static final int GENERAL_LOCAL_SIZE = 64;
    /** The approximate number of elements per work-item that loops over them. */
    private static final int NUMBERS = 2048;
    /** The maximum length of a vector; rows processed by vectors are at least as long. */
    private static final int WIDTH = 16;

    /** How a work-item iterates over the elements. */
    private enum Style {
        /** One element. */
        GENERAL,
        /** Rows, element by element. */
        ROWS,
        /** Rows, by vectors. */
        VECTORS
    }

    private FusedKernel() {}

    /**
     * The kernel of a fusion.
     *
     * @param fusion the ops and shapes; not empty
     * @param onCpu whether work-items loop over rows, in vectors if every op has a vector function
     * @return the kernel
     */
    public static Kernel of(Fusion fusion, boolean onCpu) {
        return of(fusion.nodes(), fusion.outputs(), Blocks.ofNumbers(fusion.shape(), fusion.inputs()), onCpu);
    }

    /**
     * The kernel of one op.
     *
     * @param op an op that the device fuses
     * @param blocks the layout of its arguments
     * @param onCpu whether work-items loop over rows
     * @return the kernel
     */
    static Kernel of(ElementwiseOp op, Blocks blocks, boolean onCpu) {
        List<Integer> arguments = IntStream.range(0, op.arity()).boxed().toList();
        return of(List.of(new Fusion.Node(op, arguments)), List.of(op.arity()), blocks, onCpu);
    }

    private static Kernel of(List<Fusion.Node> nodes, List<Integer> outputs, Blocks blocks, boolean onCpu) {
        int inputs = blocks.arguments();
        int count = blocks.count();
        int[] lengths = blocks.lengths();
        int rank = Math.max(1, lengths.length);
        boolean branches = false;
        List<Step> steps = new ArrayList<>();
        Arguments constants = new Arguments();
        for (Fusion.Node node : nodes) {
            ElementwiseOp op = node.op();
            branches |= ElementwiseSource.of(op)
                    .orElseThrow(() -> new IllegalArgumentException("op " + op.name() + " cannot be fused"))
                    .branches();
            double[] own = ElementwiseSource.constants(op);
            steps.add(new Step(op.name(), own.length, node.arguments()));
            constants.reals(own);
        }
        int length = blocks.run();
        Style style = !onCpu ? Style.GENERAL : branches || length < WIDTH ? Style.ROWS : Style.VECTORS;
        List<Boolean> along = new ArrayList<>();
        for (int k = 0; k < inputs; k++) {
            along.add(onCpu ? lengths.length == 0 || blocks.strides(k)[0] == 1 : blocks.isContiguous(k));
        }
        int rows = onCpu ? count / length : count;
        int rowsOfItem = Math.max(1, NUMBERS / length);
        int parts = Math.max(1, length / NUMBERS);
        int[] layout = new int[3 + rank * (1 + inputs)];
        layout[0] = rows;
        layout[1] = rowsOfItem;
        layout[2] = parts;
        layout[3] = 1;
        System.arraycopy(lengths, 0, layout, 3, lengths.length);
        for (int k = 0; k < inputs; k++) {
            System.arraycopy(blocks.strides(k), 0, layout, 3 + rank * (1 + k), lengths.length);
        }
        Source source = new Source(style, rank, along, steps, outputs);
        return new Kernel(
                source,
                source.function(),
                onCpu ? (rows + rowsOfItem - 1) / rowsOfItem * parts : count,
                onCpu ? 1 : GENERAL_LOCAL_SIZE,
                new Arguments().struct(layout).all(constants).list());
    }

    /**
     * An op in the source.
     *
     * @param name the op's name
     * @param constants the number of its constants
     * @param arguments the indices of its arguments' values
     */
    private record Step(String name, int constants, List<Integer> arguments) {
        /** The kernel's name for the constants of step k. */
        private List<String> constants(int k) {
            return IntStream.range(0, constants)
                    .mapToObj(l -> "c" + k + "_" + l)
                    .toList();
        }
    }

    /**
     * What the source depends on; equal instances have the same source.
     *
     * @param style how a work-item iterates over the elements
     * @param rank the number of axes
     * @param along for each input, whether it is read contiguously, along a row or, in the general style, entirely; otherwise it is
     *     constant along a row, or addressed by strides
     * @param steps the ops
     * @param outputs the indices of the values to write
     */
    private record Source(Style style, int rank, List<Boolean> along, List<Step> steps, List<Integer> outputs)
            implements ProgramText {
        /** The function's name, which profilers show: that of the op if there is only one. */
        String function() {
            return steps.size() == 1 ? "op_" + steps.get(0).name() : "op_fused";
        }

        @Override
        public String title() {
            return steps.stream().map(Step::name).collect(Collectors.joining(", ", "elementwise ", ""));
        }

        @Override
        public String text() {
            List<String> files = new ArrayList<>();
            files.add("elementwise");
            steps.forEach(step -> files.add(step.name()));
            return (style == Style.VECTORS ? "#define REAL_IS_VECTOR\n" : "") + KernelFile.text(files) + kernel();
        }

        private String kernel() {
            StringBuilder text = new StringBuilder();
            text.append("typedef struct {\n    int count;\n    int rows;\n    int parts;\n    int length[")
                    .append(rank)
                    .append("];\n    int stride[")
                    .append(along.size() * rank)
                    .append("];\n} Layout;\n\n");
            List<String> arguments = new ArrayList<>();
            for (int k = 0; k < along.size(); k++) {
                arguments.add("global const number *x" + k);
            }
            for (int k = 0; k < outputs.size(); k++) {
                arguments.add("global number *y" + k);
            }
            arguments.add("const Layout layout");
            for (int k = 0; k < steps.size(); k++) {
                steps.get(k).constants(k).forEach(constant -> arguments.add("const number " + constant));
            }
            text.append("kernel void ").append(function()).append('(').append(String.join(", ", arguments));
            text.append(") {\n");
            if (style == Style.GENERAL) {
                general(text);
            } else {
                rows(text);
            }
            return text.append("}\n").toString();
        }

        /** One element per work-item; the last axis of `rest` needs no remainder. */
        private void general(StringBuilder text) {
            text.append("    const int i = get_global_id(0);\n    if (i >= layout.count) {\n        return;\n    }\n");
            List<Integer> walking = inputs(false);
            if (!walking.isEmpty()) {
                text.append("    int rest = i;\n");
            }
            for (int axis = 0; axis < rank && !walking.isEmpty(); axis++) {
                boolean last = axis == rank - 1;
                for (int k : walking) {
                    text.append("    x" + k + " += rest" + (last ? "" : " % layout.length[" + axis + "]")
                            + " * layout.stride[" + (k * rank + axis) + "];\n");
                }
                if (!last) {
                    text.append("    rest /= layout.length[" + axis + "];\n");
                }
            }
            for (int k = 0; k < along.size(); k++) {
                text.append("    const real v" + k + " = x" + k + (along.get(k) ? "[i]" : "[0]") + ";\n");
            }
            steps(text, "    ");
            for (int k = 0; k < outputs.size(); k++) {
                text.append("    y" + k + "[i] = v" + outputs.get(k) + ";\n");
            }
        }

        /** Several whole rows or a part of a long one; the other axes are traversed by counters, without divisions. */
        private void rows(StringBuilder text) {
            text.append("""
                        const int length = layout.length[0];
                        const int first = get_global_id(0) / layout.parts * layout.rows;
                        const int end = min(first + layout.rows, layout.count);
                        const int part = get_global_id(0) % layout.parts;
                        const int within = part * (length / layout.parts / 16 * 16);
                        const int size = part < layout.parts - 1 ? length / layout.parts / 16 * 16 : length - within;
                    """);
            for (int k : inputs(true)) {
                text.append("    x" + k + " += within;\n");
            }
            for (int k = 0; k < outputs.size(); k++) {
                text.append("    y" + k + " += first * length + within;\n");
            }
            for (int axis = 1; axis < rank; axis++) {
                text.append(axis == 1 ? "    int rest = first;\n" : "    rest /= layout.length[" + (axis - 1) + "];\n");
                text.append("    int at" + axis + " = rest % layout.length[" + axis + "];\n");
                for (int k = 0; k < along.size(); k++) {
                    text.append("    x" + k + " += at" + axis + " * layout.stride[" + (k * rank + axis) + "];\n");
                }
            }
            text.append("    for (int row = first; row < end; row++) {\n");
            for (int k : inputs(false)) {
                text.append("        const real v" + k + " = x" + k + "[0];\n");
            }
            if (style == Style.VECTORS) {
                // The last vector of a row is shifted back to lie entirely within the row; it is read before others
                // are written.
                for (int k : inputs(true)) {
                    text.append("        const real last" + k + " = load(x" + k + " + size - WIDTH);\n");
                }
            }
            text.append("        for (int j = 0; j < size; j += WIDTH) {\n");
            text.append("            const int at = " + (style == Style.VECTORS ? "min(j, size - WIDTH);\n" : "j;\n"));
            for (int k : inputs(true)) {
                text.append("            const real v" + k + " = "
                        + (style == Style.VECTORS ? "j == at ? load(x" + k + " + j) : last" + k : "x" + k + "[j]")
                        + ";\n");
            }
            steps(text, "            ");
            for (int k = 0; k < outputs.size(); k++) {
                text.append("            store(y" + k + " + at, v" + outputs.get(k) + ");\n");
            }
            text.append("        }\n");
            for (int k = 0; k < outputs.size(); k++) {
                text.append("        y" + k + " += length;\n");
            }
            next(text, 1, "        ");
            text.append("    }\n");
        }

        /** A step along an axis and, at its end, back to its start with a step along the next outer axis. */
        private void next(StringBuilder text, int axis, String indent) {
            if (axis == rank) {
                return;
            }
            for (int k = 0; k < along.size(); k++) {
                text.append(indent + "x" + k + " += layout.stride[" + (k * rank + axis) + "];\n");
            }
            if (axis < rank - 1) {
                text.append(indent + "if (++at" + axis + " == layout.length[" + axis + "]) {\n");
                text.append(indent + "    at" + axis + " = 0;\n");
                for (int k = 0; k < along.size(); k++) {
                    text.append(indent + "    x" + k + " -= layout.length[" + axis + "] * layout.stride["
                            + (k * rank + axis) + "];\n");
                }
                next(text, axis + 1, indent + "    ");
                text.append(indent + "}\n");
            }
        }

        private void steps(StringBuilder text, String indent) {
            for (int k = 0; k < steps.size(); k++) {
                Step step = steps.get(k);
                List<String> arguments = new ArrayList<>();
                step.arguments().forEach(value -> arguments.add("v" + value));
                arguments.addAll(step.constants(k));
                text.append(indent + "const real v" + (along.size() + k) + " = f_" + step.name() + "("
                        + String.join(", ", arguments) + ");\n");
            }
        }

        private List<Integer> inputs(boolean thatAre) {
            return IntStream.range(0, along.size())
                    .filter(k -> along.get(k) == thatAre)
                    .boxed()
                    .toList();
        }
    }
}
