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
    LINEAR(new LinearSchedule()),
    COSINE(new CosineSchedule()),
    POLYNOMIAL(new PolynomialSchedule(2)),
    VP(new VariancePreserving()),
    LINEAR_VP(new LinearVariancePreserving()),
    VE(new VarianceExploding());

    private final NoiseSchedule schedule;

    PathName(NoiseSchedule schedule) {
        this.schedule = schedule;
    }

    NoiseSchedule schedule() {
        return schedule;
    }

    /** As users write it. */
    @Override
    public String toString() {
        return Values.written(this);
    }
}
