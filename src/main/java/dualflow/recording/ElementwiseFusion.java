package dualflow.recording;

import dualflow.launch.Launcher;
import dualflow.tensor.ElementwiseOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Elementwise fusion: steps on one shape that run in one launch, so that intermediate results stay in registers. */
final class ElementwiseFusion {
    private static final int MOST_STEPS = 24;
    private static final int MOST_INPUTS = 10;

    private ElementwiseFusion() {}

    /** Fuses where possible. */
    static void join(Program program, LaunchGroups launchGroups, PatternFusion rules, Launcher launcher) {
        for (int i = 0; i < program.steps().size(); i++) {
            if (fits(program, i, launcher) && rules.at(launchGroups.of(i)).isEmpty()) {
                for (int producer : List.copyOf(launchGroups.needs(launchGroups.of(i)))) {
                    int user = launchGroups.of(i);
                    if (producer != user
                            && rules.at(producer).isEmpty()
                            && fits(program, launchGroups.steps(producer).get(0), launcher)
                            && isOne(program, launchGroups, producer, user)
                            && launchGroups.canMerge(user, producer)) {
                        launchGroups.merge(user, producer);
                    }
                }
            }
        }
    }

    /** Whether a step can be fused. */
    static boolean fits(Program program, int step, Launcher launcher) {
        return program.steps().get(step).op() instanceof ElementwiseOp op && launcher.fuses(op);
    }

    /** Whether the steps of two groups have one shape, are not too many, and none uses another's result in another shape. */
    private static boolean isOne(Program program, LaunchGroups launchGroups, int producer, int user) {
        List<Integer> all = new ArrayList<>(launchGroups.steps(producer));
        all.addAll(launchGroups.steps(user));
        int like = program.steps().get(all.get(0)).result();
        Set<Integer> made = new HashSet<>();
        for (int step : all) {
            int result = program.steps().get(step).result();
            if (!program.shape(result).equals(program.shape(like)) || program.dtype(result) != program.dtype(like)) {
                return false;
            }
            made.add(result);
        }
        Set<Integer> read = new HashSet<>();
        for (int step : all) {
            for (int argument : program.steps().get(step).arguments()) {
                if (made.contains(program.root(argument)) && !made.contains(argument)) {
                    return false;
                }
                read.add(argument);
            }
        }
        read.removeAll(made);
        return all.size() <= MOST_STEPS && read.size() <= MOST_INPUTS;
    }
}
