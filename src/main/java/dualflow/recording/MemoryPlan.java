package dualflow.recording;

import dualflow.tensor.DType;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Part;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The memory plan: values are placed in buffers that serve one value after the other, each from the launch that writes it to the last
 * one that reads it. The values of a pair share a buffer, one after the other.
 */
final class MemoryPlan {
    private static final int NEVER = -2;
    private static final int BEFORE = -1;

    private final Program program;
    private final int[] lot; // of each root, the index of its lot
    private final int[] offset; // and the offset in it
    private final List<Lot> lots = new ArrayList<>();

    /** Values that need memory as a whole, for a range of launches. */
    private static final class Lot {
        private final DType dtype;
        private int size;
        private int first = NEVER;
        private int last = NEVER;
        private DeviceTensor buffer;

        Lot(DType dtype) {
            this.dtype = dtype;
        }

        void meets(int time) {
            first = first == NEVER ? time : Math.min(first, time);
            last = Math.max(last, time);
        }
    }

    /**
     * Places all values.
     *
     * @param program the program
     * @param launchGroups its launches
     * @param order their order
     * @param pairs which values are contiguous
     * @param allocate allocates a buffer
     */
    MemoryPlan(
            Program program,
            LaunchGroups launchGroups,
            List<Integer> order,
            PrimalTangentBatching pairs,
            BiFunction<DType, Integer, DeviceTensor> allocate) {
        this.program = program;
        lot = new int[program.size()];
        offset = new int[program.size()];
        Arrays.fill(lot, NEVER);
        for (int id = 0; id < program.size(); id++) {
            if (program.root(id) == id
                    && program.constantAt(id) == null
                    && pairs.before(id).isEmpty()) {
                Lot here = new Lot(program.dtype(id));
                put(id, here);
                pairs.behind(id).ifPresent(second -> put(second, here));
                lots.add(here);
            }
        }
        for (int input : program.inputs()) {
            lotOf(input).meets(BEFORE);
        }
        for (int time = 0; time < order.size(); time++) {
            List<Integer> steps = launchGroups.steps(order.get(time));
            Set<Integer> inside = new HashSet<>(); // intermediate results of a launch need no memory
            steps.forEach(step -> inside.add(program.steps().get(step).result()));
            inside.removeAll(program.usedOutside(steps));
            for (int step : steps) {
                Program.Step at = program.steps().get(step);
                if (!inside.contains(at.result())) {
                    lotOf(at.result()).meets(time);
                }
                for (int argument : at.arguments()) {
                    if (program.constantAt(argument) == null && !inside.contains(program.root(argument))) {
                        lotOf(argument).meets(time);
                    }
                }
            }
        }
        for (int output : program.outputs()) {
            if (program.constantAt(output) == null) {
                lotOf(output).meets(order.size());
            }
        }
        place(allocate);
    }

    private void put(int root, Lot here) {
        lot[root] = lots.size();
        offset[root] = here.size;
        here.size += program.shape(root).size();
    }

    private Lot lotOf(int id) {
        return lots.get(lot[program.root(id)]);
    }

    /** The smallest free buffer that is large enough, or a new one; all empty values share one of their format. */
    private void place(BiFunction<DType, Integer, DeviceTensor> allocate) {
        Map<DType, DeviceTensor> empty = new EnumMap<>(DType.class);
        lots.stream()
                .filter(here -> here.first != NEVER && here.size == 0)
                .forEach(here -> here.buffer = empty.computeIfAbsent(here.dtype, dtype -> allocate.apply(dtype, 0)));
        List<Lot> waiting = lots.stream()
                .filter(here -> here.first != NEVER && here.size > 0)
                .sorted(Comparator.comparing((Lot here) -> here.first))
                .toList();
        List<DeviceTensor> free = new ArrayList<>();
        int time = BEFORE;
        for (Lot here : waiting) {
            int since = time;
            time = here.first;
            for (Lot other : waiting) {
                if (other.buffer != null && since <= other.last && other.last < time) {
                    free.add(other.buffer);
                }
            }
            here.buffer = free.stream()
                    .filter(buffer ->
                            buffer.dtype() == here.dtype && buffer.shape().size() >= here.size)
                    .min(Comparator.comparing(buffer -> buffer.shape().size()))
                    .orElseGet(() -> allocate.apply(here.dtype, here.size));
            free.remove(here.buffer);
        }
    }

    /** The memory of a value. */
    Part of(int id) {
        return of(id, program.shape(id));
    }

    /** The memory of a value, or of two. */
    Part of(PrimalTangentBatching.Stack stack) {
        return of(stack.first(), stack.shape(program));
    }

    private Part of(int id, Shape shape) {
        DeviceTensor constant = program.constantAt(id);
        return constant != null
                ? new Part(constant, 0, shape)
                : new Part(lotOf(id).buffer, offset[program.root(id)], shape);
    }
}
