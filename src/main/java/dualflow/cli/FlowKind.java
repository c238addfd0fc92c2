package dualflow.cli;

import dualflow.experiment.Table5;
import dualflow.tensor.DType;
import java.util.Locale;

/** The flows of the command correlate, and their defaults. */
enum FlowKind {
    GAUSSIAN("images", 20_000, SolverName.MIDPOINT, 25, DType.FLOAT64),
    MIXTURE("mixture", 2_000, SolverName.MIDPOINT, 25, DType.FLOAT64),
    LEARNED("samples", 2_000, SolverName.EULER, Table5.GRID.steps(), DType.FLOAT32);

    private final String made;
    private final long samples;
    private final SolverName solver;
    private final int steps;
    private final DType format;

    FlowKind(String made, long samples, SolverName solver, int steps, DType format) {
        this.made = made;
        this.samples = samples;
        this.solver = solver;
        this.steps = steps;
        this.format = format;
    }

    /** The kind that the value of --flow names: one of those that are fitted to images, or else a file. */
    static FlowKind named(String flow) {
        return switch (flow.toLowerCase(Locale.ROOT)) {
            case "gaussian" -> GAUSSIAN;
            case "mixture" -> MIXTURE;
            default -> LEARNED;
        };
    }

    /** The noun for what has the covariance of a linear flow's derivatives; a mixture's covariance is shrunk. */
    String made() {
        return made;
    }

    long samples() {
        return samples;
    }

    SolverName solver() {
        return solver;
    }

    int steps() {
        return steps;
    }

    DType format() {
        return format;
    }
}
