package dualflow.path;

import dualflow.op.Ops;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Tensor;

/**
 * One conditional mean of a path from another. As x = alpha E[x1|x] + sigma E[x0|x], u = alpha' E[x1|x] + sigma' E[x0|x] and the score is
 * -E[x0|x]/sigma, each is (a x + b q)/c of any other, q; with D = alpha' sigma - alpha sigma':
 *
 * <pre>
 *   from      to        a            b          c = 1/condition number    linear schedule
 *   data      noise     1            -alpha     sigma                     1 - t
 *   data      velocity  sigma'       D          sigma                     1 - t
 *   data      score     -1           alpha      sigma^2                   (1 - t)^2
 *   noise     data      1            -sigma     alpha                     t
 *   noise     velocity  alpha'       -D         alpha                     t
 *   noise     score     0            -1         sigma                     1 - t
 *   velocity  data      -sigma'      sigma      D                         1
 *   velocity  noise     alpha'       -alpha     D                         1
 *   velocity  score     -alpha'      alpha      sigma D                   1 - t
 *   score     data      1            sigma^2    alpha                     t
 *   score     noise     0            -sigma     1                         1
 *   score     velocity  alpha'       sigma D    alpha                     t
 * </pre>
 *
 * <p>Rounding is at most a few ulp of the larger term, |a x| or |b q|, times the condition number 1/c. A round trip is within 4 ulp of the largest term on the way, times the condition number of the way back. Where c is 0, at t = 0 or 1 as the last column says for the linear schedule, x and q do not determine the result: that is refused, by a typed
 * error that names t. Where sigma' is infinite at t = 1, its fractions are extended by sigma: so velocity and score still determine all else there, as in the
 * limit.
 *
 * <p>The Meta library's {@code AffineProbPath} has six of these: Lipman et al., "Flow matching guide and code", 2024.
 *
 * @param schedule alpha and sigma
 * @param from what is given
 * @param to what is wanted
 */
public record Conversion(NoiseSchedule schedule, PathQuantity from, PathQuantity to) {
    /** The result is (a x + b q)/c; null stands for a = 0 and for c = 1. */
    private record Fraction(Coefficients at, Tensor a, Tensor b, Tensor c) {}

    /**
     * Converts.
     *
     * @param t the times, of a shape that broadcasts with the state's
     * @param x the state x_t
     * @param q what is given, of a shape that broadcasts with x's
     * @return what is wanted, of their common shape
     * @throws UndefinedAtTimeException if x and q do not determine it at a time, or a rate is infinite
     */
    public Tensor apply(Tensor t, Tensor x, Tensor q) {
        if (from == to) {
            return q;
        }
        Fraction f = defined(t);
        Tensor scaled = Ops.multiply(f.b(), q);
        Tensor numerator = f.a() == null ? scaled : Ops.add(Ops.multiply(f.a(), x), scaled);
        return f.c() == null ? numerator : Ops.divide(numerator, f.c());
    }

    /**
     * By how much errors of the larger of the two terms grow.
     *
     * @equation 1/c
     * @param t the times
     * @return the condition number at each
     * @throws UndefinedAtTimeException if it is infinite
     */
    public Tensor conditionNumber(Tensor t) {
        Tensor c = from == to ? null : defined(t).c();
        return c == null ? t.device().fill(t.dtype(), t.shape(), 1) : Ops.reciprocal(c);
    }

    /**
     * The larger of the two terms of which the result is the sum times the condition number.
     *
     * @equation max(|a x|, |b q|)
     * @param t the times, of a shape that broadcasts with the state's
     * @param x the state
     * @param q what is given, of x's shape
     * @return the larger term, of x's shape
     * @throws UndefinedAtTimeException if x and q do not determine the result
     */
    public Tensor largestTerm(Tensor t, Tensor x, Tensor q) {
        if (from == to) {
            return Ops.abs(q);
        }
        Fraction f = defined(t);
        Tensor scaled = Ops.abs(Ops.multiply(f.b(), q));
        return f.a() == null ? scaled : Ops.maximum(Ops.abs(Ops.multiply(f.a(), x)), scaled);
    }

    private Fraction defined(Tensor t) {
        Fraction f = atSource(fraction(Coefficients.of(schedule, t)));
        String what = "the " + to + " does not follow from the " + from;
        if (f.a() != null) {
            f.at().require(what, "its factor of the state", f.a(), false);
        }
        f.at().require(what, "its factor of the " + from, f.b(), false);
        if (f.c() != null) {
            f.at().require(what, "the divisor", f.c(), true);
        }
        return f;
    }

    /**
     * Where alpha and both rates are 0, as at t = 0 for t^n with n &gt; 1, the velocity determines nothing, but the state is all noise. That limit has another
     * derivative in t, so it is taken only where t is a plain number.
     */
    private Fraction atSource(Fraction f) {
        Coefficients at = f.at();
        boolean wanted = from == PathQuantity.VELOCITY && to != PathQuantity.DATA;
        if (!wanted || !(at.t() instanceof DeviceTensor) || !at.isZeroWithAlpha(f.c())) {
            return f;
        }
        Tensor noise = Ops.shift(Ops.negate(Ops.sign(at.alpha())), 1); // 1 where alpha is 0
        Tensor sign = constant(at, to == PathQuantity.NOISE ? 1 : -1);
        Tensor divisor = to == PathQuantity.NOISE ? at.sigma() : at.variance();
        return new Fraction(
                at,
                Ops.where(noise, sign, f.a()),
                Ops.where(noise, constant(at, 0), f.b()),
                Ops.where(noise, divisor, f.c()));
    }

    private Fraction fraction(Coefficients at) {
        return switch (from) {
            case DATA -> fromData(at);
            case NOISE -> fromNoise(at);
            case VELOCITY -> fromVelocity(at);
            case SCORE -> fromScore(at);
        };
    }

    private Fraction fromData(Coefficients at) {
        return switch (to) {
            case VELOCITY -> new Fraction(at, at.sigmaTerm(), at.turn(), Ops.multiply(at.weight(), at.sigma()));
            case SCORE -> new Fraction(at, constant(at, -1), at.alpha(), at.variance());
            default -> new Fraction(at, constant(at, 1), Ops.negate(at.alpha()), at.sigma());
        };
    }

    private Fraction fromNoise(Coefficients at) {
        return switch (to) {
            case VELOCITY ->
                new Fraction(at, at.alphaTerm(), Ops.negate(at.turn()), Ops.multiply(at.weight(), at.alpha()));
            case SCORE -> new Fraction(at, null, constant(at, -1), at.sigma());
            default -> new Fraction(at, constant(at, 1), Ops.negate(at.sigma()), at.alpha());
        };
    }

    private Fraction fromVelocity(Coefficients at) {
        return switch (to) {
            case NOISE ->
                new Fraction(at, at.alphaTerm(), Ops.negate(Ops.multiply(at.weight(), at.alpha())), at.turn());
            case SCORE -> new Fraction(at, Ops.negate(at.alphaRate()), at.alpha(), at.scoreTurn());
            default -> new Fraction(at, Ops.negate(at.sigmaTerm()), Ops.multiply(at.weight(), at.sigma()), at.turn());
        };
    }

    private Fraction fromScore(Coefficients at) {
        return switch (to) {
            case VELOCITY -> new Fraction(at, at.alphaRate(), at.scoreTurn(), at.alpha());
            case NOISE -> new Fraction(at, null, Ops.negate(at.sigma()), null);
            default -> new Fraction(at, constant(at, 1), at.variance(), at.alpha());
        };
    }

    private static Tensor constant(Coefficients at, double value) {
        return at.t().device().scalar(at.t().dtype(), value);
    }
}
