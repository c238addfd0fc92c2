package dualflow.recording;

import dualflow.launch.Launcher;
import dualflow.tensor.ElementwiseOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Elementwise fusion: steps on one shape that run in one launch, so that intermediate results stay in registers. */
final class Groups {
    private static final int MOST_STEPS = 24;
    private static final int MOST_INPUTS = 10;

    private Groups() {}

    /** Fuses where possible. */
    static void join(Program program, Units units, Rules rules, Launcher launcher) {
        for (int i = 0; i < program.steps().size(); i++) {
            if (fits(program, i, launcher) && rules.at(units.of(i)).isEmpty()) {
                for (int maker : List.copyOf(units.needs(units.of(i)))) {
                    int user = units.of(i);
                    if (maker != user
                            && rules.at(maker).isEmpty()
                            && fits(program, units.steps(maker).get(0), launcher)
                            && isOne(program, units, maker, user)
                            && units.mayJoin(user, maker)) {
                        units.join(user, maker);
                    }
                }
            }
        }
    }

    /** Whether a step can be fused. */
    static boolean fits(Program program, int step, Launcher launcher) {
        return program.steps().get(step).op() instanceof ElementwiseOp op && launcher.fuses(op);
    }

    /** Whether the steps of two units have one shape, are not too many, and none uses another's result in another shape. */
    private static boolean isOne(Program program, Units units, int maker, int user) {
        List<Integer> all = new ArrayList<>(units.steps(maker));
        all.addAll(units.steps(user));
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
