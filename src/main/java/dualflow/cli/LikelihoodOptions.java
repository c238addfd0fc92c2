package dualflow.cli;

import dualflow.evaluation.LogDensities;
import dualflow.tensor.DType;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of how log-densities are computed, as a mixin. */
final class LikelihoodOptions {
    private static final int SKETCH = 3;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--trace",
            paramLabel = "NAME",
            defaultValue = "exact",
            description =
                    "exact: by as many Jacobian-vector products as a point has numbers; hutchinson: unbiased, by one product along random"
                            + " signs; or hutch++: unbiased, exact for Jacobians of a rank up to --sketch, by 2 sketch + 1 products"
                            + " (default: ${DEFAULT-VALUE}). Near t = 0 a flow's Jacobian is near -I, where hutch++ is the worse one.")
    private String trace;

    @Option(
            names = "--probes",
            paramLabel = "M",
            description = "How many solves with random signs of their own, for hutchinson and hutch++ (default: 1).")
    private Integer probes;

    @Option(
            names = "--sketch",
            paramLabel = "K",
            description = "How many random directions hutch++ multiplies the Jacobian by (default: 3).")
    private Integer sketch;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            defaultValue = "dop853",
            description =
                    "bosh3, tsit5, dopri5 or dop853; with --steps also euler, midpoint, heun and rk4 (default: ${DEFAULT-VALUE}).")
    private SolverName solver;

    @Option(
            names = "--rtol",
            paramLabel = "R",
            description = "The error allowed in a step, in parts of the state and absolutely, for each point"
                    + " (default: 1e-6, in float32 1e-4).")
    private Double tolerance;

    @Option(names = "--steps", paramLabel = "N", description = "Take so many equal steps in place of step control.")
    private Integer steps;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of the random signs, and of dequantisation (default: ${DEFAULT-VALUE}).")
    private long seed;

    private LogDensities.Trace kind() {
        return switch (trace.toLowerCase(Locale.ROOT)) {
            case "exact" -> LogDensities.Trace.EXACT;
            case "hutchinson" -> LogDensities.Trace.HUTCHINSON;
            case "hutch++" -> LogDensities.Trace.HUTCH_PLUS_PLUS;
            default ->
                throw usage("For '--trace' there is no '" + trace + "'; there are exact, hutchinson and hutch++.");
        };
    }

    /** Refuses options that are out of range or do not fit together. */
    void require() {
        LogDensities.Trace kind = kind();
        if (kind == LogDensities.Trace.EXACT && probes != null) {
            throw usage("--probes are the solves of an estimate; the exact trace has no random signs.");
        }
        if (kind != LogDensities.Trace.HUTCH_PLUS_PLUS && sketch != null) {
            throw usage("--sketch is of --trace hutch++.");
        }
        choice().require(this::usage);
    }

    private SolverChoice choice() {
        return new SolverChoice(solver, tolerance, steps);
    }

    /** Whether the trace is exact. */
    boolean isExact() {
        return kind() == LogDensities.Trace.EXACT;
    }

    /** The steps, or null. */
    Integer steps() {
        return steps;
    }

    /** The number of solves for each point. */
    int probes() {
        return probes == null ? 1 : probes;
    }

    /** The columns of Hutch++'s sketch. */
    int sketch() {
        return sketch == null ? SKETCH : sketch;
    }

    /** What computes them, of so many points together. */
    LogDensities densities(DType dtype, int chunk) {
        return new LogDensities(
                steps == null ? choice().solver(dtype).forEachSample(1) : choice().solver(dtype),
                choice().grid(),
                kind(),
                probes(),
                sketch(),
                chunk,
                seed);
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
