package dualflow.recording;

import dualflow.nn.GroupNorm;
import dualflow.op.Add;
import dualflow.op.Broadcast;
import dualflow.op.Divide;
import dualflow.op.Multiply;
import dualflow.op.Ops;
import dualflow.op.Scale;
import dualflow.op.Shift;
import dualflow.op.Silu;
import dualflow.op.Sqrt;
import dualflow.op.Subtract;
import dualflow.op.Sum;
import dualflow.recording.PatternFusion.Rule;
import dualflow.recording.Program.Step;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Pattern of group normalisation in a program: {@link GroupNorm#normalise}, optionally with {@link Ops#silu} of its result. */
final class GroupNormPattern {
    private GroupNormPattern() {}

    /** Group normalisation that a step may end, where the step is silu of w q + b. */
    static Optional<Rule> withSiluEndingAt(Step last, Program program, LaunchGroups launchGroups) {
        return Optional.of(last)
                .filter(step -> step.op() instanceof Silu)
                .flatMap(step -> launchGroups.producer(step, 0, Add.class))
                .flatMap(affine -> rule(affine, true, program, launchGroups));
    }

    /** Group normalisation that a step may end, where the step computes w q + b. */
    static Optional<Rule> endingAt(Step last, Program program, LaunchGroups launchGroups) {
        return Optional.of(last)
                .filter(step -> step.op() instanceof Add)
                .flatMap(affine -> rule(affine, false, program, launchGroups));
    }

    private static Optional<Rule> rule(Step affine, boolean silu, Program program, LaunchGroups launchGroups) {
        Optional<Step> quotient = launchGroups
                .producer(affine, 0, Multiply.class)
                .flatMap(step -> launchGroups.producer(step, 0, Divide.class));
        Optional<Step> centred = quotient.flatMap(step -> launchGroups.producer(step, 0, Subtract.class));
        Optional<Step> shifted = quotient.flatMap(step -> launchGroups.producer(step, 1, Sqrt.class))
                .flatMap(step -> launchGroups.producer(step, 0, Shift.class));
        Optional<Step> sums = shifted.flatMap(step -> launchGroups.producer(step, 0, Scale.class))
                .map(step -> launchGroups
                        .producer(step, 0, Broadcast.class)
                        .orElse(step)) // groups of one channel are not repeated
                .flatMap(step -> launchGroups.producer(step, 0, Sum.class));
        if (centred.isEmpty() || sums.isEmpty()) {
            return Optional.empty();
        }
        double epsilon = ((Shift) shifted.get().op()).c();
        Shape x = program.shape(centred.get().arguments().get(0));
        Shape split = program.shape(sums.get().arguments().get(0));
        int positionAxes =
                x.rank() - 1 - (split.rank() - ((Sum) sums.get().op()).from().rank());
        if (positionAxes < 0 || split.rank() < 3 || x.size() == 0) {
            return Optional.empty();
        }
        int channels = x.dim(-1);
        int groups = split.dim(-2);
        return Optional.of(new Rule(
                in -> {
                    Tensor y = GroupNorm.normalise(in.get(0), in.get(1), in.get(2), positionAxes, groups, epsilon);
                    return silu ? Ops.silu(y) : y;
                },
                List.of(x, Shape.of(channels), Shape.of(channels)),
                1,
                Multiply.class,
                directions -> new GroupNormKernel(
                        split.leading(3).size(), split.dim(-3), channels, groups, epsilon, silu, directions)));
    }
}
