package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The JVP through classifier and flow is the classifier's Jacobian times the flow's JVP. */
final class AttributeChainRule implements Claim {
    private static final int PIXELS = 12;
    private static final int ATTRIBUTES = 5;

    @Override
    public String id() {
        return "attribute-chain-rule";
    }

    @Override
    public String statement() {
        return "The JVP of classifier after flow, J_{C o f}(x0) z, is J_C(f(x0)) applied to J_f(x0) z.";
    }

    @Override
    public Source source() {
        return Source.paper("section 5.3");
    }

    @Override
    public Outcome check(Setting setting) {
        Draws draws = new Draws(53);
        Tensor weights = setting.tensor(draws.normals(0, 0, PIXELS * PIXELS), PIXELS, PIXELS);
        Tensor readout = setting.tensor(draws.normals(1, 0, PIXELS * ATTRIBUTES), PIXELS, ATTRIBUTES);
        Tensor x0 = setting.tensor(draws.normals(2, 0, PIXELS), 1, PIXELS);
        Tensor z = setting.tensor(draws.normals(3, 0, PIXELS), 1, PIXELS);
        UnaryOperator<Tensor> flow = x -> Ops.add(x, Ops.tanh(Ops.matmul(x, weights)));
        UnaryOperator<Tensor> classifier = x -> Ops.softplus(Ops.matmul(Ops.sin(x), readout));

        Tensor composed =
                Autodiff.jvp(x -> classifier.apply(flow.apply(x)), x0, z).tangent();
        Tensor pixels = Autodiff.jvp(flow, x0, z).tangent();
        Tensor jacobian = Autodiff.jacobian(classifier, flow.apply(x0));
        double[] chained = LinearAlgebra.times(
                LinearAlgebra.rows(jacobian, ATTRIBUTES), pixels.value().toDoubles());
        return Outcome.holds(Distance.relative(composed.value().toDoubles(), chained), setting.tolerance(1e-14, 1e-5));
    }
}
