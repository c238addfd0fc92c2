package dualflow.recording;

import dualflow.nn.MultiheadAttention;
import dualflow.op.Add;
import dualflow.op.MatMul;
import dualflow.op.Softmax;
import dualflow.recording.PatternFusion.Rule;
import dualflow.recording.Program.Step;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Pattern of attention in a program: {@link MultiheadAttention#attention}. */
final class AttentionPattern {
    private static final int ARGUMENTS = 3;

    private AttentionPattern() {}

    /** Attention that a step may end, where it is the product of a softmax of a product with v. */
    static Optional<Rule> endingAt(Step last, Program program, LaunchGroups launchGroups) {
        return Optional.of(last)
                .filter(step -> step.op() instanceof MatMul)
                .flatMap(step -> launchGroups.producer(step, 0, Softmax.class))
                .filter(step -> step.op().equals(new Softmax(1)))
                .flatMap(step -> launchGroups.producer(step, 0, MatMul.class))
                .flatMap(scores -> rule(last, scores, program));
    }

    private static Optional<Rule> rule(Step last, Step scores, Program program) {
        Shape q = program.shape(scores.arguments().get(0));
        Shape v = program.shape(last.arguments().get(1));
        Shape leading = q.leading(2);
        if (!v.leading(2).equals(leading)) {
            return Optional.empty();
        }
        Shape k = leading.then(Shape.of(v.dim(-2), q.dim(-1)));
        return Optional.of(new Rule(
                x -> MultiheadAttention.attention(x.get(0), x.get(1), x.get(2)),
                List.of(q, k, v),
                ARGUMENTS,
                Add.class,
                directions ->
                        new AttentionKernel(leading.size(), q.dim(-2), v.dim(-2), q.dim(-1), v.dim(-1), directions)));
    }
}
