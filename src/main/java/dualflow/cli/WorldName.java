package dualflow.cli;

import dualflow.causal.LinearWorld;
import dualflow.causal.NonlinearWorld;
import dualflow.causal.World;

/** The worlds that {@code causal-test --world} can name. */
enum WorldName {
    LINEAR,
    NONLINEAR,
    /** Trained networks: {@link ImageWorldRun}. */
    IMAGES;

    World world() {
        return switch (this) {
            case LINEAR -> new LinearWorld();
            case NONLINEAR -> new NonlinearWorld();
            case IMAGES -> throw new IllegalStateException("the image world has no law");
        };
    }

    /** As users write it. */
    @Override
    public String toString() {
        return Values.written(this);
    }
}
