package dualflow.semantics;

import dualflow.rounding.MagnitudeAnalysis;
import dualflow.rounding.ShakenRun;
import dualflow.tensor.Tensor;
import java.util.function.Supplier;

/** What an evaluation tells an interpreter that watches it for rounding. */
interface Watch {
    /** Nobody watches. */
    Watch NOBODY = constant -> constant;

    /** A constant as one that is watched, so that operations between constants are seen too. */
    Tensor constant(Tensor made);

    /** Computes something whose steps are not to be watched, as one operation. */
    default Tensor asOne(Supplier<Tensor> computed) {
        return computed.get();
    }

    /** The magnitude beside the values. */
    static Watch by(MagnitudeAnalysis analysis) {
        return new Watch() {
            @Override
            public Tensor constant(Tensor made) {
                return analysis.constant(made);
            }

            @Override
            public Tensor asOne(Supplier<Tensor> computed) {
                return analysis.asOne(computed);
            }
        };
    }

    /** The result of every operation moved. */
    static Watch by(ShakenRun run) {
        return run::constant;
    }
}
