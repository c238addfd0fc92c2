package dualflow.causal;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * How one variable is assigned from its parents and its own latent U ~ N(0, 1) (paper, section 3.2.2). Parents and latents are columns [n, 1],
 * parents in the order of {@link dualflow.graph.Dag#parents}.
 */
public sealed interface Equation {
    /**
     * The variable.
     *
     * @param parents the parents' values, each [n, 1]
     * @param latent U, [n, 1]
     * @return the variable's values, [n, 1]
     */
    Tensor value(List<Tensor> parents, Tensor latent);

    /**
     * Additive noise, X = f(parents) + s U. Differentiable where f is, and U is known where X and its parents are.
     *
     * @param mean f
     * @param deviation s, positive
     */
    record Additive(Mechanism mean, double deviation) implements Equation {
        /**
         * Checks the deviation.
         *
         * @param mean f
         * @param deviation s
         * @throws IllegalArgumentException if s is not positive and finite
         */
        public Additive {
            if (!(deviation > 0) || Double.isInfinite(deviation)) {
                throw new IllegalArgumentException(
                        "the noise of an equation needs a positive standard deviation, got " + deviation);
            }
        }

        @Override
        public Tensor value(List<Tensor> parents, Tensor latent) {
            return Ops.add(mean.of(parents, Ops.zerosLike(latent)), Ops.scale(latent, deviation));
        }
    }

    /**
     * A binary attribute, X = 1 where f(parents) + N &gt; 0 and else 0, with standard normal or logistic noise N made of U. Its derivative is 0
     * wherever there is one, so no Jacobian-vector product sees it; a classifier's logit would be f.
     *
     * @param logit f
     * @param noise the law of N
     */
    record Binary(Mechanism logit, Threshold noise) implements Equation {
        @Override
        public Tensor value(List<Tensor> parents, Tensor latent) {
            Tensor sum = Ops.add(logit.of(parents, Ops.zerosLike(latent)), noise.of(latent));
            return Ops.relu(Ops.compare(sum, Ops.zerosLike(sum)));
        }

        /**
         * The probability of 1.
         *
         * @param parents the parents' values, each [n, 1]
         * @param zero a column of zeros, [n, 1]
         * @return P(X = 1 | parents), [n, 1]
         */
        public Tensor probability(List<Tensor> parents, Tensor zero) {
            return noise.distribution(logit.of(parents, zero));
        }

        /**
         * A draw of the latent from its law given the variable and its parents: N(0, 1) on the side of the threshold that the variable names.
         *
         * @param parents the parents' values, each [n, 1]
         * @param value the variable, 0 or 1, [n, 1]
         * @param uniform draws from (0, 1), [n, 1]
         * @return draws of U, [n, 1]
         */
        public Tensor latent(List<Tensor> parents, Tensor value, Tensor uniform) {
            // X = 1 where Phi(U) > q, with q = P(X = 0 | parents).
            Tensor q = Ops.shift(Ops.negate(probability(parents, Ops.zerosLike(value))), 1);
            Tensor below = Ops.multiply(q, uniform);
            Tensor above = Ops.add(q, Ops.multiply(Ops.shift(Ops.negate(q), 1), uniform));
            return Ops.ndtri(Ops.where(value, above, below));
        }
    }

    /**
     * A constant, which is what do(X = x) puts in place of X's equation.
     *
     * @param value x
     */
    record Constant(double value) implements Equation {
        /**
         * Checks the value.
         *
         * @param value x
         * @throws IllegalArgumentException if it is not finite
         */
        public Constant {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("an intervention sets a variable to a finite number, got " + value);
            }
        }

        @Override
        public Tensor value(List<Tensor> parents, Tensor latent) {
            return Ops.shift(Ops.zerosLike(latent), value);
        }
    }

    /** What a variable is without its noise. */
    @FunctionalInterface
    interface Mechanism {
        /**
         * f(parents).
         *
         * @param parents the parents' values, each [n, 1]
         * @param zero a column of zeros, for a variable without parents, [n, 1]
         * @return f, [n, 1]
         */
        Tensor of(List<Tensor> parents, Tensor zero);
    }

    /** The noise of a binary attribute. */
    enum Threshold {
        /** N ~ N(0, 1): P(X = 1) = Phi(f), a thresholded Gaussian (probit). */
        NORMAL {
            @Override
            Tensor of(Tensor latent) {
                return latent;
            }

            @Override
            Tensor distribution(Tensor x) {
                return Ops.ndtr(x);
            }
        },
        /** N of the standard logistic distribution: P(X = 1) = 1 / (1 + exp(-f)). */
        LOGISTIC {
            @Override
            Tensor of(Tensor latent) {
                return Ops.subtract(Ops.logNdtr(latent), Ops.logNdtr(Ops.negate(latent)));
            }

            @Override
            Tensor distribution(Tensor x) {
                return Ops.sigmoid(x);
            }
        };

        /** The noise N of a latent U ~ N(0, 1). */
        abstract Tensor of(Tensor latent);

        /** P(N &lt;= x) = P(N &gt;= -x). */
        abstract Tensor distribution(Tensor x);
    }
}
