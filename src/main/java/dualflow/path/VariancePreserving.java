package dualflow.path;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * The variance preserving diffusion of rate beta(s) = betaMin + (betaMax - betaMin) s, its time s = 1 - t reversed:
 *
 * <pre>
 *   T(t) = betaMin s + (betaMax - betaMin) s^2 / 2,   alpha = exp(-T/2),   sigma^2 = 1 - exp(-T)
 * </pre>
 *
 * <p>Song et al., "Score-based generative modeling through stochastic differential equations", ICLR 2021; Lipman et al. 2023, whose general
 * form the notes leave blank. At t = 0 it keeps alpha(0) of the data, 0.0066 for the usual rates; at t = 1 the rate of sigma is infinite.
 *
 * @param betaMin the rate at the data, above 0
 * @param betaMax the rate at the source, above betaMin
 */
public record VariancePreserving(double betaMin, double betaMax) implements NoiseSchedule {
    /**
     * Checks the rates.
     *
     * @param betaMin the rate at the data
     * @param betaMax the rate at the source
     * @throws IllegalArgumentException if they are not 0 &lt; betaMin &lt; betaMax, both finite
     */
    public VariancePreserving {
        if (!(betaMin > 0 && betaMin < betaMax && betaMax < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the rates of the noise run from " + betaMin + " to " + betaMax + "; give 0 < beta_min < beta_max");
        }
    }

    /** With the usual rates, from 0.1 to 20. */
    public VariancePreserving() {
        this(0.1, 20);
    }

    @Override
    public Tensor alpha(Tensor t) {
        return Ops.exp(Ops.scale(totalRate(t), -0.5));
    }

    @Override
    public Tensor sigma(Tensor t) {
        return Ops.sqrt(variance(t));
    }

    @Override
    public Tensor variance(Tensor t) {
        return Ops.negate(Ops.expm1(Ops.negate(totalRate(t))));
    }

    @Override
    public boolean sigmaDiverges() {
        return true;
    }

    /** From T = ln(1 + sigma^2 / alpha^2), the root s = 2 T / (betaMin + sqrt(betaMin^2 + 2 (betaMax - betaMin) T)). */
    @Override
    public Tensor timeOf(Tensor alpha, Tensor sigma) {
        Tensor ratio = Ops.divide(sigma, alpha);
        Tensor total = Ops.log1p(Ops.multiply(ratio, ratio));
        Tensor root = Ops.sqrt(Ops.shift(Ops.scale(total, 2 * (betaMax - betaMin)), betaMin * betaMin));
        Tensor s = Ops.divide(Ops.scale(total, 2), Ops.shift(root, betaMin));
        return Ops.shift(Ops.negate(s), 1);
    }

    /** T(t), the integral of beta from 0 to 1 - t. */
    private Tensor totalRate(Tensor t) {
        Tensor s = Ops.shift(Ops.negate(t), 1);
        return Ops.multiply(s, Ops.shift(Ops.scale(s, (betaMax - betaMin) / 2), betaMin));
    }
}
