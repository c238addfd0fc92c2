package dualflow.cli;

/** The losses that {@code --loss} can name. */
enum ToyLoss {
    /** Conditional flow matching. */
    FM,
    /** The average velocity between two times. */
    MEANFLOW,
    /** Maximum likelihood through the solver. */
    LIKELIHOOD
}
