package dualflow.recording;

import dualflow.launch.Launcher;
import dualflow.op.Concat;
import dualflow.recording.Program.Step;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Concatenation elision: concatenations along the last axis that are never stored, since the launch of the one op that uses them reads
 * both parts, where the device has such a launch.
 */
final class ConcatenationElision {
    private static final Op CONCAT = new Concat(1);

    private final Program program;
    private final LaunchGroups launchGroups;
    private final Launcher launcher;
    private final Map<Integer, Found> found = new HashMap<>(); // by group

    /**
     * An op on a concatenation.
     *
     * @param op the op
     * @param inputs both parts, then the op's other arguments
     * @param output the result
     */
    record Found(Op op, List<PrimalTangentBatching.Stack> inputs, PrimalTangentBatching.Stack output) {}

    /**
     * Finds concatenations and joins their steps with those of the ops that use them.
     *
     * @param program the program
     * @param launchGroups the launch groups, pairs already joined
     * @param launcher determines whether there is a launch for it
     */
    ConcatenationElision(Program program, LaunchGroups launchGroups, Launcher launcher) {
        this.program = program;
        this.launchGroups = launchGroups;
        this.launcher = launcher;
        for (int i = 0; i < program.steps().size(); i++) {
            if (launchGroups.of(i) == i) {
                find(i);
            }
        }
    }

    /** What a group computes, if it is an op on a concatenation. */
    Optional<Found> at(int group) {
        return Optional.ofNullable(found.get(group));
    }

    private void find(int group) {
        List<Integer> users = List.copyOf(launchGroups.steps(group));
        Op op = step(users, 0).op();
        OptionalInt producer = launchGroups.producer(step(users, 0).arguments().get(0));
        if (producer.isEmpty()) {
            return;
        }
        int joined = launchGroups.of(producer.getAsInt());
        List<Integer> concats = List.copyOf(launchGroups.steps(joined));
        if (concats.size() != users.size()
                || !IntStream.range(0, users.size()).allMatch(k -> takes(step(users, k), op, step(concats, k)))) {
            return;
        }
        Set<Integer> used = program.usedOutside(
                Stream.of(concats, users).flatMap(List::stream).toList());
        if (concats.stream()
                .anyMatch(step -> used.contains(program.steps().get(step).result()))) {
            return;
        }
        List<PrimalTangentBatching.Stack> inputs = new ArrayList<>(PrimalTangentBatching.arguments(program, concats));
        inputs.addAll(PrimalTangentBatching.arguments(program, users).subList(1, op.arity()));
        List<Shape> shapes = inputs.stream().map(input -> input.shape(program)).toList();
        if (shapes.get(0).leading(1).equals(shapes.get(1).leading(1))
                && launchGroups.canMerge(group, joined)
                && launcher.joins(op, shapes)) {
            launchGroups.merge(group, joined);
            found.put(joined, new Found(op, inputs, PrimalTangentBatching.result(program, users)));
        }
    }

    /** Whether a step of this op uses a concatenation, unchanged, as its first argument and only there. */
    private static boolean takes(Step user, Op op, Step concat) {
        return user.op().equals(op)
                && concat.op().equals(CONCAT)
                && user.arguments().lastIndexOf(concat.result()) == 0;
    }

    private Step step(List<Integer> steps, int k) {
        return program.steps().get(steps.get(k));
    }
}
