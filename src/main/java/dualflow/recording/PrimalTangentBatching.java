package dualflow.recording;

import dualflow.recording.Program.Step;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Primal-tangent batching: one launch for steps of the same op, such as a primal's and its tangents', on arguments that are either shared
 * or contiguous in memory. Leading axes are free, so that the kernel sees both as one application with one more leading axis; what both
 * share, such as weights, is read once.
 */
final class PrimalTangentBatching {
    /** How many steps back a partner is searched for: forward mode records the tangent's step right after the primal's. */
    private static final int REACH = 4;

    private final Program program;
    private final LaunchGroups launchGroups;
    private final int alignment;
    private final Map<Integer, Integer> next = new HashMap<>(); // of a value, the one that follows it in memory
    private final Map<Integer, Integer> before = new HashMap<>();

    /**
     * Finds the pairs.
     *
     * @param program the program
     * @param launchGroups the launch groups in which pairs are joined
     * @param alignment the alignment, in bytes, of a slice of a buffer; 0 where there are no slices
     */
    PrimalTangentBatching(Program program, LaunchGroups launchGroups, int alignment) {
        this.program = program;
        this.launchGroups = launchGroups;
        this.alignment = alignment;
        for (int j = 0; j < program.steps().size(); j++) {
            for (int i = j - 1;
                    i >= Math.max(0, j - REACH)
                            && launchGroups.steps(launchGroups.of(j)).size() == 1;
                    i--) {
                if (launchGroups.steps(launchGroups.of(i)).size() == 1 && pair(i, j)) {
                    break;
                }
            }
        }
    }

    /** The value that follows another one in memory. */
    OptionalInt behind(int root) {
        return next.containsKey(root) ? OptionalInt.of(next.get(root)) : OptionalInt.empty();
    }

    /** The value that precedes another one in memory. */
    OptionalInt before(int root) {
        return before.containsKey(root) ? OptionalInt.of(before.get(root)) : OptionalInt.empty();
    }

    /** The shape of two contiguous values: one more leading axis. */
    static Shape stacked(Shape first, Shape second) {
        return first.withFirst(1 + second.size() / first.size());
    }

    /**
     * An input or output of a launch: one value, or two contiguous ones.
     *
     * @param first the value or the first one
     * @param last the same or the second one
     */
    record Stack(int first, int last) {
        Shape shape(Program program) {
            return first == last ? program.shape(first) : stacked(program.shape(first), program.shape(last));
        }
    }

    /** The arguments of one or two applications of the same op. */
    static List<Stack> arguments(Program program, List<Integer> steps) {
        List<Integer> first = program.steps().get(steps.get(0)).arguments();
        List<Integer> last = program.steps().get(steps.get(steps.size() - 1)).arguments();
        return IntStream.range(0, first.size())
                .mapToObj(k -> new Stack(first.get(k), last.get(k)))
                .toList();
    }

    /** The results of the applications. */
    static Stack result(Program program, List<Integer> steps) {
        return new Stack(
                program.steps().get(steps.get(0)).result(),
                program.steps().get(steps.get(steps.size() - 1)).result());
    }

    private boolean pair(int i, int j) {
        Step a = program.steps().get(i);
        Step b = program.steps().get(j);
        Op op = a.op();
        if (op instanceof ElementwiseOp || !op.equals(b.op())) {
            return false;
        }
        List<Shape> shapes = new ArrayList<>();
        Map<Integer, Integer> wanted = new HashMap<>();
        int leading = -1;
        for (int k = 0; k < op.arity(); k++) {
            int first = a.arguments().get(k);
            int second = b.arguments().get(k);
            Shape shape = program.shape(first);
            if (first == second) {
                shapes.add(shape);
                continue;
            }
            int axes = shape.rank() - op.trailing(k);
            if ((leading >= 0 && axes != leading) || !canStandBehind(first, second)) {
                return false;
            }
            leading = axes;
            shapes.add(stacked(shape, program.shape(second)));
            wanted.put(program.root(first), program.root(second));
        }
        Shape result = stacked(program.shape(a.result()), program.shape(b.result()));
        if (leading < 0 || !canStandBehind(a.result(), b.result()) || !isShape(op, shapes, result)) {
            return false;
        }
        if (launchGroups.reaches(launchGroups.of(j), launchGroups.of(i))
                || launchGroups.reaches(launchGroups.of(i), launchGroups.of(j))) {
            return false;
        }
        wanted.put(a.result(), b.result());
        wanted.forEach((first, second) -> {
            next.put(first, second);
            before.put(second, first);
        });
        launchGroups.merge(launchGroups.of(j), launchGroups.of(i));
        return true;
    }

    private static boolean isShape(Op op, List<Shape> arguments, Shape result) {
        try {
            return op.shape(arguments).equals(result);
        } catch (ShapeException e) {
            return false;
        }
    }

    private boolean canStandBehind(int firstId, int secondId) {
        Shape shape = program.shape(firstId);
        Shape other = program.shape(secondId);
        boolean alike = other.equals(shape)
                || (other.rank() == shape.rank() + 1
                        && other.trailing(shape.rank()).equals(shape));
        int first = program.root(firstId);
        int second = program.root(secondId);
        if (!alike
                || shape.size() == 0
                || other.size() == 0
                || first == second
                || program.constantAt(first) != null
                || program.constantAt(second) != null
                || program.dtype(first) != program.dtype(second)
                || alignment == 0
                || (long) shape.size() * program.dtype(first).bytes() % alignment != 0) {
            return false;
        }
        if (next.containsKey(first)) {
            return next.get(first) == second;
        }
        return !before.containsKey(first) && !before.containsKey(second) && !next.containsKey(second);
    }
}
