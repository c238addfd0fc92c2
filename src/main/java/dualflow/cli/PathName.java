package dualflow.cli;

import dualflow.path.CosineSchedule;
import dualflow.path.LinearSchedule;
import dualflow.path.LinearVariancePreserving;
import dualflow.path.NoiseSchedule;
import dualflow.path.PolynomialSchedule;
import dualflow.path.VarianceExploding;
import dualflow.path.VariancePreserving;

/** The paths that {@code --path} can name, and the files of networks that were trained on them. */
enum PathName {
    LINEAR,
    COSINE,
    POLYNOMIAL,
    VP,
    LINEAR_VP,
    VE;

    NoiseSchedule schedule() {
        return switch (this) {
            case LINEAR -> new LinearSchedule();
            case COSINE -> new CosineSchedule();
            case POLYNOMIAL -> new PolynomialSchedule(2);
            case VP -> new VariancePreserving();
            case LINEAR_VP -> new LinearVariancePreserving();
            case VE -> new VarianceExploding();
        };
    }

    /** As users write it. */
    @Override
    public String toString() {
        return Values.written(this);
    }
}
