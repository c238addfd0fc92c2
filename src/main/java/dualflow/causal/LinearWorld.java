package dualflow.causal;

import dualflow.closedform.SymmetricMatrix;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * Linear-Gaussian structures, and the flow from N(0, I) to their law N(0, Sigma) in closed form, x = Sigma^(1/2) u (the paper, 4.1.1 at t = 1). The flow
 * knows Sigma alone, and nothing of the graph.
 */
public final class LinearWorld extends KnownWorld {
    @Override
    public String id() {
        return "linear";
    }

    @Override
    public String description() {
        return "linear-Gaussian structures; the flow from N(0, I) to their N(0, Sigma) in closed form, x = Sigma^(1/2) u; truth and limits by"
                + " matrix algebra";
    }

    @Override
    UnaryOperator<Tensor> flow(Structure structure, TestSettings settings) {
        double[][] root = SymmetricMatrix.sqrt(structure.linear().covariance());
        int d = root.length;
        double[] rows = new double[d * d];
        for (int i = 0; i < d; i++) {
            System.arraycopy(root[i], 0, rows, i * d, d);
        }
        Tensor matrix = settings.device().tensor(settings.dtype(), Shape.of(d, d), rows);
        return u -> Ops.matmul(u, matrix);
    }

    @Override
    JacobianLaw law(Structure structure) {
        return JacobianLaw.linear(structure.linear().covariance());
    }

    @Override
    OptionalDouble observed(Structure structure) {
        return ends(structure, structure.linear().covariance());
    }

    @Override
    OptionalDouble given(Structure structure) {
        return ends(structure, LinearLaw.given(structure.linear().covariance(), structure.column(Structure.MIDDLE)));
    }

    @Override
    OptionalDouble intervened(Structure structure) {
        return ends(structure, structure.linear().intervene(Structure.MIDDLE, 0).covariance());
    }

    @Override
    StructuralModel model(Structure structure) {
        return structure.linear().structural();
    }

    private static OptionalDouble ends(Structure structure, double[][] covariance) {
        return LinearLaw.correlation(covariance, structure.column(Structure.FIRST), structure.column(Structure.SECOND));
    }
}
