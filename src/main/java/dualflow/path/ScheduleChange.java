package dualflow.path;

import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import dualflow.tensor.TracedValueException;

/**
 * A field of one schedule as the field of another, without training again. At time r of the new schedule let t be the time of the old one at which data and noise
 * have the same ratio; then x_r has the law of s x_t, with s the ratio of the lengths of (alpha, sigma), so that
 *
 * <pre>
 *   u_r(x) = (s'/s) x + (dt/dr) s u_t(x/s),
 *   dt/dr = D(r)/|(alpha, sigma)(r)|^2 / (D(t)/|(alpha, sigma)(t)|^2),   D = alpha' sigma - alpha sigma'
 * </pre>
 *
 * <p>which is exact for every field of the path, trained or in closed form: paths of the new field are paths of the old one, scaled and in another time, from
 * the same ends. Karras et al. 2022; Lipman et al., "Flow matching guide and code", 2024, whose code divides by sigma, and so ends before t = 1, where
 * this has the limit.
 */
public final class ScheduleChange implements VelocityField {
    private static final double ROUNDING = 16; // in ulp of 1, of a schedule's inverse

    private final VelocityField field;
    private final NoiseSchedule from;
    private final NoiseSchedule to;

    /**
     * A change of schedule.
     *
     * @param field a field of the old schedule
     * @param from the old schedule
     * @param to the new schedule
     */
    public ScheduleChange(VelocityField field, NoiseSchedule from, NoiseSchedule to) {
        this.field = field;
        this.from = from;
        this.to = to;
    }

    /**
     * The velocity under the new schedule.
     *
     * @equation u_r(x) = (s'/s) x + (dt/dr) s u_t(x/s)
     * @param r the times of the new schedule, as the field takes them
     * @param x the state
     * @return the velocity, of x's shape
     * @throws UndefinedAtTimeException if the old schedule never has that ratio of data and noise, or its time's rate is infinite
     */
    @Override
    public Tensor velocity(Tensor r, Tensor x) {
        Coefficients now = Coefficients.of(to, r);
        Tensor t = time(now);
        Coefficients old = Coefficients.of(from, t);
        Tensor scale = scale(now, old);
        Tensor weights = now.weighted() && old.weighted()
                ? Ops.reciprocal(scale) // sigma : sigma, without 0/0
                : Ops.divide(old.weight(), now.weight());
        Tensor timeRate = Ops.multiply(
                weights,
                Ops.divide(Ops.divide(now.turn(), now.squaredRadius()), Ops.divide(old.turn(), old.squaredRadius())));
        Tensor growth = Ops.subtract(
                Ops.divide(now.halfSquaredRadiusRate(), now.squaredRadius()),
                Ops.multiply(timeRate, Ops.divide(old.halfSquaredRadiusRate(), old.squaredRadius())));
        String what = "the field of " + from + " does not give that of " + to;
        now.require(what, "the rate of the one's time in the other's", timeRate, false);
        now.require(what, "the rate of the scale", growth, false);
        Tensor velocity = field.velocity(t, Ops.divide(x, scale));
        return Ops.add(Ops.multiply(growth, x), Ops.multiply(Ops.multiply(timeRate, scale), velocity));
    }

    /**
     * The time of the old schedule.
     *
     * @param r the times of the new schedule
     * @return t(r)
     * @throws UndefinedAtTimeException if the old schedule never has that ratio of data and noise
     */
    public Tensor time(Tensor r) {
        return time(Coefficients.of(to, r));
    }

    /**
     * The scale between the states: x_r = s x_t.
     *
     * @param r the times of the new schedule
     * @return s(r)
     * @throws UndefinedAtTimeException if the old schedule never has that ratio of data and noise
     */
    public Tensor scale(Tensor r) {
        Coefficients now = Coefficients.of(to, r);
        return scale(now, Coefficients.of(from, time(now)));
    }

    private static Tensor scale(Coefficients now, Coefficients old) {
        return Ops.divide(Ops.sqrt(now.squaredRadius()), Ops.sqrt(old.squaredRadius()));
    }

    /** What rounding has moved out of [0, 1] is moved back, its derivative kept. */
    private Tensor time(Coefficients now) {
        Tensor t = from.timeOf(now.alpha(), now.sigma());
        requireReached(now, t);
        Tensor after = Ops.relu(Ops.shift(t, -1));
        Tensor before = Ops.relu(Ops.negate(t));
        return Ops.add(t, Ops.stopGradient(Ops.subtract(before, after)));
    }

    private void requireReached(Coefficients now, Tensor t) {
        double[] old;
        double[] times;
        try {
            old = t.bottom().toDoubles();
            times = now.t().bottom().toDoubles();
        } catch (TracedValueException e) {
            return; // a program that is being recorded
        }
        double slack = ROUNDING * t.dtype().ulp();
        for (int i = 0; i < old.length; i++) {
            if (!(old[i] >= -slack && old[i] <= 1 + slack)) {
                throw new UndefinedAtTimeException(
                        "the field of " + from + " does not give that of " + to,
                        times[Math.min(i, times.length - 1)],
                        "data and noise have a ratio that it has at no time from 0 to 1");
            }
        }
    }
}
