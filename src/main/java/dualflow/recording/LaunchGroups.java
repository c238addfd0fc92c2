package dualflow.recording;

import dualflow.tensor.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;

/** Launch groups: which steps of a program run in one launch, as the graph of these groups; initially each step is a group of its own. */
final class LaunchGroups {
    private static final int NONE = -1;

    private final Program program;
    private final int[] producer; // of each value, the step that computes it
    private final int[] group; // of each step; a group is named after its first step
    private final List<List<Integer>> members = new ArrayList<>();

    LaunchGroups(Program program) {
        this.program = program;
        producer = new int[program.size()];
        Arrays.fill(producer, NONE);
        group = new int[program.steps().size()];
        for (int i = 0; i < group.length; i++) {
            producer[program.steps().get(i).result()] = i;
            group[i] = i;
            members.add(new ArrayList<>(List.of(i)));
        }
    }

    /** The group that a step is in. */
    int of(int step) {
        return group[step];
    }

    /** The step that computes a value; none computes inputs and constants. */
    OptionalInt producer(int value) {
        int step = producer[program.root(value)];
        return step == NONE ? OptionalInt.empty() : OptionalInt.of(step);
    }

    /** The step that computes a step's argument, if its op is of this kind. */
    Optional<Program.Step> producer(Program.Step step, int argument, Class<? extends Op> kind) {
        OptionalInt source = producer(step.arguments().get(argument));
        return source.isEmpty()
                ? Optional.empty()
                : Optional.of(program.steps().get(source.getAsInt())).filter(made -> kind.isInstance(made.op()));
    }

    /** The steps of a group, in order. */
    List<Integer> steps(int of) {
        return members.get(of);
    }

    /** The groups whose results a group needs. */
    Set<Integer> needs(int of) {
        Set<Integer> needs = new HashSet<>();
        for (int step : members.get(of)) {
            for (int argument : program.steps().get(step).arguments()) {
                int source = producer[program.root(argument)];
                if (source != NONE) {
                    needs.add(group[source]);
                }
            }
        }
        needs.remove(of);
        return needs;
    }

    /** Whether a group depends on another one, directly or indirectly. */
    boolean reaches(int from, int to) {
        boolean[] seen = new boolean[group.length];
        List<Integer> waiting = new ArrayList<>(List.of(from));
        while (!waiting.isEmpty()) {
            for (int next : needs(waiting.remove(waiting.size() - 1))) {
                if (next == to) {
                    return true;
                }
                if (!seen[next]) {
                    seen[next] = true;
                    waiting.add(next);
                }
            }
        }
        return false;
    }

    /** Whether a group and one that it depends on can be merged: no third group both depends on the latter and is needed by the former. */
    boolean canMerge(int user, int source) {
        for (int other : needs(user)) {
            if (other != source && reaches(other, source)) {
                return false;
            }
        }
        return !reaches(source, user);
    }

    /** Merges a group into another one. */
    void merge(int from, int to) {
        for (int step : members.get(from)) {
            group[step] = to;
            members.get(to).add(step);
        }
        members.set(from, List.of());
        members.get(to).sort(Comparator.naturalOrder());
    }

    /** All groups in topological order, otherwise in the order in which the program would have finished them. */
    List<Integer> inOrder() {
        int[] missing = new int[group.length];
        List<List<Integer>> users = new ArrayList<>();
        for (int i = 0; i < group.length; i++) {
            users.add(new ArrayList<>());
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>(
                Comparator.comparing(u -> members.get(u).get(members.get(u).size() - 1)));
        for (int u = 0; u < group.length; u++) {
            if (!members.get(u).isEmpty()) {
                Set<Integer> needs = needs(u);
                missing[u] = needs.size();
                for (int other : needs) {
                    users.get(other).add(u);
                }
                if (needs.isEmpty()) {
                    ready.add(u);
                }
            }
        }
        List<Integer> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int u = ready.remove();
            order.add(u);
            for (int user : users.get(u)) {
                if (--missing[user] == 0) {
                    ready.add(user);
                }
            }
        }
        return order;
    }
}
