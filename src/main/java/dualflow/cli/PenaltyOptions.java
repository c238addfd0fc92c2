package dualflow.cli;

import dualflow.coupling.Coupling;
import dualflow.data.ShortestDecimal;
import dualflow.nn.VelocityModel;
import dualflow.path.AffinePath;
import dualflow.train.Batches;
import dualflow.train.JacobianPenalty;
import dualflow.train.Objective;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of a penalty on the Jacobian of a velocity or a flow that is trained, as a mixin. */
final class PenaltyOptions {
    @Option(
            names = "--jacobian-penalty",
            paramLabel = "KIND",
            description =
                    "Add a penalty on the Jacobian J: frobenius, the mean of |J|_F^2; or off-diagonal, that of the squares of the"
                            + " off-diagonal entries of J'J. It is estimated without bias along random signs by exact JVPs.")
    private JacobianPenalty.Kind kind;

    @Option(names = "--penalty", paramLabel = "W", description = "The weight of the penalty.")
    private Double weight;

    @Option(
            names = "--penalty-steps",
            paramLabel = "N",
            description =
                    "Penalise the Jacobian of the flow from noise to data in N midpoint steps (default: that of the"
                            + " velocity).")
    private Integer steps;

    @Option(
            names = "--penalty-probes",
            paramLabel = "P",
            description = "How many random signs for each sample (default: 2).")
    private Integer probes;

    /** Whether a penalty is asked for. */
    boolean isGiven() {
        return kind != null;
    }

    /**
     * Checks that the options fit together.
     *
     * @throws IllegalArgumentException if they do not
     */
    void require() {
        if (kind == null && (weight != null || steps != null || probes != null)) {
            throw new IllegalArgumentException(
                    "--penalty, --penalty-steps and --penalty-probes are of --jacobian-penalty.");
        }
        if (kind != null && weight == null) {
            throw new IllegalArgumentException("--jacobian-penalty needs its weight: name it by --penalty.");
        }
        if (weight != null && !(weight >= 0 && weight <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "--penalty is " + ShortestDecimal.of(weight) + "; a weight is 0 or more.");
        }
        if (steps != null && (steps < 1 || steps > 1000)) {
            throw new IllegalArgumentException("--penalty-steps is " + steps + "; the flow takes 1 to 1000 steps.");
        }
    }

    /** A loss with the penalty, if there is one; what it is goes into the identity of the run. */
    Objective added(
            Objective loss,
            VelocityModel model,
            AffinePath path,
            Coupling coupling,
            Batches data,
            long seed,
            Map<String, String> identity) {
        require();
        if (kind == null) {
            return loss;
        }
        int count = probes == null ? 2 : probes;
        JacobianPenalty.Subject subject =
                steps == null ? new JacobianPenalty.Subject.Velocity() : new JacobianPenalty.Subject.Flow(steps);
        identity.put("Jacobian penalty", Values.written(kind));
        identity.put("penalty", Double.toString(weight));
        identity.put("penalty of", steps == null ? "velocity" : "flow in " + steps + " steps");
        identity.put("penalty probes", Integer.toString(count));
        return loss.plus(weight, new JacobianPenalty(model, kind, subject, path, coupling, count, data, seed));
    }
}
