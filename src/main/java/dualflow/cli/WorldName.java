package dualflow.cli;

import dualflow.causal.LinearWorld;
import dualflow.causal.NonlinearWorld;
import dualflow.causal.World;

/** The worlds that {@code causal-test --world} can name. */
enum WorldName {
    LINEAR,
    NONLINEAR;

    World world() {
        return switch (this) {
            case LINEAR -> new LinearWorld();
            case NONLINEAR -> new NonlinearWorld();
        };
    }

    /** As users write it. */
    @Override
    public String toString() {
        return Values.written(this);
    }
}
