package dualflow.claim;

import dualflow.autodiff.FiniteDifference;
import dualflow.tensor.DType;

/** The diagnostics' default step drowns in round-off in float32. */
final class DiagnosticsEpsilon implements Claim {
    @Override
    public String id() {
        return "diagnostics-epsilon";
    }

    @Override
    public String statement() {
        return "The default epsilon = 1e-6 of the finite differences is a step for float32.";
    }

    @Override
    public Source source() {
        return Source.publishedCode("fd_dx and the diagnostics of Figure 6, which compute in float32");
    }

    @Override
    public Outcome check(Setting setting) {
        // In float32 whatever the setting's format: the claim is about float32.
        ImageSizedFlow flow = new ImageSizedFlow(setting.device(), DType.FLOAT32);
        double error = FiniteDifference.FORWARD
                .sweep(flow.map(), flow.point(), flow.direction(), 1e-6)
                .get(0)
                .relative();
        return Outcome.refuted(
                error,
                0.05,
                "In 784 dimensions a step of length 1e-6 moves each number by 4e-8, less than the last bit of a number near 1,"
                        + " so the difference is round-off; 1e-3 and 1e-2, which the experiments use, are steps that fit.");
    }
}
