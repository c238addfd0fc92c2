package dualflow.closedform;

import java.util.Locale;

/** A covariance that must be inverted but is singular to working precision. */
public final class SingularCovarianceException extends ClosedFormException {

    private static final long serialVersionUID = 1L;

    /** The condition number, infinite where the smallest computed eigenvalue is not positive. */
    private final double conditionNumber;

    SingularCovarianceException(String where, double conditionNumber, String advice) {
        super(String.format(
                Locale.ROOT,
                "%s is singular to working precision (condition number %.3g); %s.",
                where,
                conditionNumber,
                advice));
        this.conditionNumber = conditionNumber;
    }

    static SingularCovarianceException atTime(double t, int component, double[][] covariance) {
        return new SingularCovarianceException(
                "The covariance S_k(t) = (1-t)^2 Sigma0 + t^2 Sigma_k of component k = " + component + " at t = " + t,
                SymmetricEigen.conditionNumber(covariance),
                "take t further from 1 or add to the diagonal of the component's covariance");
    }

    /**
     * The ratio of the largest to the smallest eigenvalue of the covariance.
     *
     * @return the condition number, infinite where the smallest computed eigenvalue is not positive
     */
    public double conditionNumber() {
        return conditionNumber;
    }
}
