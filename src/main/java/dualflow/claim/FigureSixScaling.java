package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.FiniteDifference;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/** Figure 6 compares J u with epsilon J u. */
final class FigureSixScaling implements Claim {
    private static final double EPSILON = 1e-2;

    @Override
    public String id() {
        return "figure-6-scaling";
    }

    @Override
    public String statement() {
        return "Figure 6 shows the difference between finite-difference and automatic-differentiation JVPs over epsilon.";
    }

    @Override
    public Source source() {
        return Source.paper("appendix C, Figure 6; in the code fd_dx and ad_dx");
    }

    @Override
    public Outcome check(Setting setting) {
        ImageSizedFlow flow = new ImageSizedFlow(setting.device(), setting.dtype());
        Tensor x = flow.point();
        Tensor u = flow.direction();
        double[] difference = FiniteDifference.FORWARD
                .along(flow.map(), x, u, EPSILON)
                .value()
                .toDoubles();
        double[] published = product(flow, x, Ops.scale(u, EPSILON));
        double[] product = product(flow, x, u);
        return Outcome.corrected(
                Distance.relative(published, difference),
                Distance.relative(product, difference),
                // Round-off: 99 steps of rounding, divided by epsilon |J u| with u of length 1 in 784 dimensions.
                setting.tolerance(1e-10, 0.05),
                "The code's JVP has the tangent epsilon u and is not divided by epsilon, so the figure draws |J u - epsilon J u|,"
                        + " which is about |J u| at every epsilon; with the tangent u both agree.");
    }

    private static double[] product(ImageSizedFlow flow, Tensor x, Tensor v) {
        return Autodiff.jvp(flow.map(), x, v).tangent().value().toDoubles();
    }
}
