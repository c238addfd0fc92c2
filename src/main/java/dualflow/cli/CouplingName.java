package dualflow.cli;

import dualflow.coupling.Coupling;
import dualflow.coupling.EntropicTransport;
import dualflow.coupling.MinibatchTransport;

/** The couplings that {@code --coupling} can name. */
enum CouplingName {
    INDEPENDENT,
    OT,
    SINKHORN;

    Coupling coupling(double epsilon) {
        return switch (this) {
            case INDEPENDENT -> Coupling.INDEPENDENT;
            case OT -> new MinibatchTransport();
            case SINKHORN -> new EntropicTransport(epsilon);
        };
    }
}
