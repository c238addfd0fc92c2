package dualflow.cli;

import dualflow.data.ShortestDecimal;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.tensor.DType;
import java.util.function.Function;
import picocli.CommandLine.ParameterException;

/**
 * How an equation is solved: by step control, or in equal steps.
 *
 * @param method the method
 * @param tolerance the error allowed in a step, or null for the usual one
 * @param steps the number of equal steps, or null for step control
 */
record SolverChoice(SolverName method, Double tolerance, Integer steps) {
    /** The tolerance where none is named. */
    static double usualTolerance(DType dtype) {
        return dtype == DType.FLOAT64 ? 1e-6 : 1e-4;
    }

    /** Refuses a tolerance out of range, if there is one. */
    static void requireTolerance(Double tolerance, Function<String, ParameterException> usage) {
        if (tolerance != null && !(tolerance > 0 && tolerance < 1)) {
            throw usage.apply("--rtol is " + ShortestDecimal.of(tolerance) + "; it is above 0 and below 1.");
        }
    }

    /** Refuses what does not go together. */
    void require(Function<String, ParameterException> usage) {
        if (steps != null) {
            if (tolerance != null) {
                throw usage.apply("--rtol is of step control, which --steps replaces: leave one of them out.");
            }
        } else if (!method.tableau().isEmbedded()) {
            throw usage.apply("The method " + method.tableau()
                    + " does not estimate its error: name --steps, or another --solver.");
        }
        requireTolerance(tolerance, usage);
    }

    OdeSolver solver(DType dtype) {
        return steps == null
                ? OdeSolver.adaptive(
                        method.tableau(), Tolerances.of(tolerance == null ? usualTolerance(dtype) : tolerance))
                : OdeSolver.fixed(method.tableau());
    }

    /** From time 0 to 1: the equal steps, or one for step control to divide. */
    TimeGrid grid() {
        return TimeGrid.uniform(0, 1, steps == null ? 1 : steps);
    }
}
