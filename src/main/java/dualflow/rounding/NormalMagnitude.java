package dualflow.rounding;

import dualflow.op.Erfcx;
import dualflow.op.LogNdtr;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.CombinatoricsUtils;

/** How large the terms are of which the derivatives of functions of the normal distribution are made: they cancel near the derivatives' zeros and more with each order. */
final class NormalMagnitude {
    /** From here on erfcx is differentiated by continued fractions, whose terms do not cancel. */
    private static final double FRACTIONS = Math.sqrt(0.5);
    /** Up to here ln Phi is differentiated by cumulants. */
    private static final double CUMULANTS = -1;

    private NormalMagnitude() {}

    /** With V_1 = 2 |x| V_0 + 2 / sqrt(pi), V_n = 2 |x| V_(n-1) + 2 (n - 1) V_(n-2): erfcx' = 2 x erfcx - 2 / sqrt(pi), in absolute values. */
    static Tensor terms(Erfcx op, Tensor x) {
        Tensor slope = Ops.scale(Ops.abs(x), 2);
        Tensor before = new Erfcx(0).on(x);
        Tensor terms = before;
        for (int n = 1; n <= op.order(); n++) {
            Tensor first = Ops.multiply(slope, terms);
            Tensor next =
                    n == 1 ? Ops.shift(first, 2 / Math.sqrt(Math.PI)) : Ops.add(first, Ops.scale(before, 2 * (n - 1)));
            before = terms;
            terms = next;
        }
        return Ops.where(above(FRACTIONS, x), Ops.abs(op.on(x)), terms);
    }

    /** With h = phi / Phi, h' = -h (x + h) by Leibniz's rule, in absolute values; from cumulants, what those of moments k! (x + h)^k would be. */
    static Tensor terms(LogNdtr op, Tensor x) {
        int order = op.order();
        if (order < 2) {
            return Ops.abs(op.on(x));
        }
        Tensor hazard = new LogNdtr(1).on(x);
        return Ops.where(above(CUMULANTS, x), fromHazard(order, x, hazard), fromMoments(order, Ops.add(x, hazard)));
    }

    private static Tensor fromHazard(int order, Tensor x, Tensor hazard) {
        List<Tensor> h = new ArrayList<>(List.of(hazard));
        List<Tensor> sum = new ArrayList<>(List.of(Ops.add(Ops.abs(x), hazard))); // of x + h
        for (int n = 1; n < order; n++) {
            Tensor terms = Ops.zerosLike(x);
            double binomial = 1;
            for (int k = 0; k < n; k++) {
                terms = Ops.add(terms, Ops.scale(Ops.multiply(h.get(k), sum.get(n - 1 - k)), binomial));
                binomial = binomial * (n - 1 - k) / (k + 1);
            }
            h.add(terms);
            sum.add(n == 1 ? Ops.shift(terms, 1) : terms);
        }
        return h.get(order - 1);
    }

    private static Tensor fromMoments(int order, Tensor mean) {
        double[] cumulants = new double[order + 1];
        Tensor power = mean;
        for (int n = 1; n <= order; n++) {
            cumulants[n] = CombinatoricsUtils.factorialDouble(n);
            for (int k = 1; k < n; k++) {
                cumulants[n] += CombinatoricsUtils.binomialCoefficientDouble(n - 1, k - 1)
                        * cumulants[k]
                        * CombinatoricsUtils.factorialDouble(n - k);
            }
        }
        for (int n = 1; n < order; n++) {
            power = Ops.multiply(power, mean);
        }
        Tensor terms = Ops.scale(Ops.abs(power), cumulants[order]);
        return order == 2 ? Ops.shift(terms, 1) : terms;
    }

    /** 1 where x is above a number, else 0. */
    private static Tensor above(double number, Tensor x) {
        return Ops.relu(Ops.compare(x, x.device().scalar(x.dtype(), number)));
    }
}
