package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** With a linear classifier W, S(D) is W E[J J^T] W^T, J the flow's Jacobian. */
final class LinearAttributesSecondMoment implements Claim {
    private static final int DIMENSION = 9;
    private static final int ATTRIBUTES = 4;

    @Override
    public String id() {
        return "linear-attributes";
    }

    @Override
    public String statement() {
        return "For a linear classifier W the second-moment matrix is S(D) = W E[J J^T] W^T, J the flow's Jacobian.";
    }

    @Override
    public Source source() {
        return Source.paper("section 5.3");
    }

    @Override
    public Outcome check(Setting setting) {
        Draws draws = new Draws(54);
        Tensor weights = setting.tensor(draws.normals(0, 0, DIMENSION * DIMENSION), DIMENSION, DIMENSION);
        double[] classifier = draws.normals(1, 0, DIMENSION * ATTRIBUTES);
        Tensor readout = setting.tensor(classifier, DIMENSION, ATTRIBUTES);
        Tensor x0 = setting.tensor(draws.normals(2, 0, DIMENSION), 1, DIMENSION);
        UnaryOperator<Tensor> flow = x -> Ops.add(x, Ops.tanh(Ops.matmul(x, weights)));

        // Over an orthonormal basis of directions the mean over z ~ N(0, I) is exact: E[z z^T] = I is their sum.
        double[][] attributes =
                LinearAlgebra.rows(Autodiff.jacobian(x -> Ops.matmul(flow.apply(x), readout), x0), ATTRIBUTES);
        double[][] jacobian = LinearAlgebra.rows(Autodiff.jacobian(flow, x0), DIMENSION);
        double[][] w = LinearAlgebra.transpose(LinearAlgebra.rows(readout, DIMENSION));
        double[][] expected =
                LinearAlgebra.times(LinearAlgebra.times(w, LinearAlgebra.gram(jacobian)), LinearAlgebra.transpose(w));
        return Outcome.holds(
                Distance.relative(Distance.flat(LinearAlgebra.gram(attributes)), Distance.flat(expected)),
                setting.tolerance(1e-13, 1e-5));
    }
}
