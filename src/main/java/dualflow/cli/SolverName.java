package dualflow.cli;

import dualflow.flow.ButcherTableau;

/** The methods that {@code --solver} can name. */
enum SolverName {
    EULER,
    MIDPOINT,
    HEUN,
    BOSH3,
    RK4,
    TSIT5,
    DOPRI5,
    DOP853;

    ButcherTableau tableau() {
        return switch (this) {
            case EULER -> ButcherTableau.EULER;
            case MIDPOINT -> ButcherTableau.MIDPOINT;
            case HEUN -> ButcherTableau.HEUN;
            case BOSH3 -> ButcherTableau.BOGACKI_SHAMPINE_3;
            case RK4 -> ButcherTableau.RUNGE_KUTTA_4;
            case TSIT5 -> ButcherTableau.TSITOURAS_5;
            case DOPRI5 -> ButcherTableau.DORMAND_PRINCE_5;
            case DOP853 -> ButcherTableau.DORMAND_PRINCE_8;
        };
    }
}
