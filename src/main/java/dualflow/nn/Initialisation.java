package dualflow.nn;

import dualflow.random.Draws;
import java.util.Arrays;

/** How a parameter is initialised. Element i, in PyTorch's axis order, is a function of seed, stream and i. */
public sealed interface Initialisation {
    /**
     * Draws the elements.
     *
     * @param draws the seed
     * @param stream the stream
     * @param count the number of draws
     * @return the elements, in PyTorch's axis order
     */
    double[] draw(Draws draws, long stream, int count);

    /**
     * PyTorch's default for weights and biases of linear maps and convolutions: uniform between -1/sqrt(n) and 1/sqrt(n), which
     * is {@code kaiming_uniform_} with a = sqrt(5).
     *
     * @param fanIn n, the number of inputs that one output sums
     * @return the initialisation
     */
    static Initialisation fanIn(int fanIn) {
        return new Uniform(1 / Math.sqrt(fanIn));
    }

    /**
     * All elements equal.
     *
     * @param value the number
     */
    record Constant(double value) implements Initialisation {
        @Override
        public double[] draw(Draws draws, long stream, int count) {
            double[] numbers = new double[count];
            Arrays.fill(numbers, value);
            return numbers;
        }
    }

    /**
     * Uniform numbers from -bound (inclusive) to bound (exclusive): bound (2 u - 1) with u uniform in [0, 1).
     *
     * @param bound the largest magnitude
     */
    record Uniform(double bound) implements Initialisation {
        @Override
        public double[] draw(Draws draws, long stream, int count) {
            double[] numbers = draws.uniforms(stream, 0, count);
            for (int i = 0; i < count; i++) {
                numbers[i] = bound * (2 * numbers[i] - 1);
            }
            return numbers;
        }
    }

    /**
     * Normal numbers of mean 0.
     *
     * @param deviation their standard deviation
     */
    record Normal(double deviation) implements Initialisation {
        /** Standard normal numbers, PyTorch's default for embeddings. */
        public Normal() {
            this(1);
        }

        @Override
        public double[] draw(Draws draws, long stream, int count) {
            double[] numbers = draws.normals(stream, 0, count);
            for (int i = 0; i < count; i++) {
                numbers[i] *= deviation;
            }
            return numbers;
        }
    }
}
