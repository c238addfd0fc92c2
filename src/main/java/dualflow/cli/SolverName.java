package dualflow.cli;

import dualflow.flow.ButcherTableau;

/** The methods that {@code --solver} can name. */
enum SolverName {
    EULER,
    MIDPOINT,
    HEUN,
    RK4;

    ButcherTableau tableau() {
        return switch (this) {
            case EULER -> ButcherTableau.EULER;
            case MIDPOINT -> ButcherTableau.MIDPOINT;
            case HEUN -> ButcherTableau.HEUN;
            case RK4 -> ButcherTableau.RUNGE_KUTTA_4;
        };
    }
}
