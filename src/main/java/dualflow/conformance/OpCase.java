package dualflow.conformance;

import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * An op, shapes of arguments, and the range of values to try it on.
 *
 * @param op the primitive
 * @param shapes one shape for each argument
 * @param numbers the distribution of each argument's elements
 */
public record OpCase(Op op, List<Shape> shapes, List<Numbers> numbers) {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL / 4,
        Float.MIN_VALUE,
        -Float.MIN_NORMAL / 4,
        Float.MAX_VALUE,
        -Double.MAX_VALUE,
        1,
        -1,
        88.75,
        -103.5
    };

    private static final long SEED = 20_241;
    private static final long USUAL = 1;
    private static final long SPECIAL_STREAM = 2;
    private static final long DIRECTIONS = 10;

    /** A prime; its multiples modulo a row's length are all different, unless that is a multiple of it. */
    private static final int SCATTER = 7919;

    /** How to draw an element. */
    @FunctionalInterface
    public interface Numbers {
        /**
         * Draws an element.
         *
         * @param random the source of randomness
         * @param shape the argument's shape
         * @param index the element's row-major index
         * @return the element
         */
        double next(RandomGenerator random, Shape shape, int index);

        /** {@return whether the numbers are indices, in which no op has a derivative: their {@link OpCase#directions} are zero} */
        default boolean areIndices() {
            return false;
        }

        /**
         * Indices.
         *
         * @param rows how many there are to choose from
         * @return whole numbers from 0 to rows - 1
         */
        static Numbers indices(int rows) {
            return new Numbers() {
                @Override
                public double next(RandomGenerator random, Shape shape, int index) {
                    return random.nextInt(rows);
                }

                @Override
                public boolean areIndices() {
                    return true;
                }
            };
        }

        /**
         * Rows of numbers between -2 and 2 in disorder, none close to another.
         *
         * @return the numbers
         */
        static Numbers scattered() {
            return (random, shape, index) -> {
                int n = shape.dim(-1);
                return 4.0 * (index % n * SCATTER % n + random.nextDouble(0.1, 0.9)) / n - 2;
            };
        }

        /**
         * Rows that ascend.
         *
         * @param low a lower bound
         * @param high an upper bound
         * @return the numbers
         */
        static Numbers ascending(double low, double high) {
            return (random, shape, index) -> {
                int n = shape.dim(-1);
                return low + (high - low) * (index % n + random.nextDouble(0.1, 0.9)) / n;
            };
        }

        /**
         * Numbers between two bounds.
         *
         * @param low the lower one
         * @param high the upper one
         * @return the numbers
         */
        static Numbers between(double low, double high) {
            return (random, shape, index) -> random.nextDouble(low, high);
        }

        /**
         * Numbers whose absolute values lie between two bounds, away from a kink at zero.
         *
         * @param low the lower one
         * @param high the upper one
         * @return the numbers
         */
        static Numbers eitherSign(double low, double high) {
            return (random, shape, index) ->
                    random.nextBoolean() ? random.nextDouble(low, high) : -random.nextDouble(low, high);
        }

        /**
         * Diagonally dominant square matrices: positive definite, with well-conditioned triangular parts.
         *
         * @return the numbers
         */
        static Numbers dominantDiagonal() {
            return (random, shape, index) -> {
                int d = shape.dim(-1);
                return index / d % d == index % d ? random.nextDouble(2, 4) : random.nextDouble(-0.5, 0.5);
            };
        }

        /**
         * Square matrices whose numbers from the upper right to the lower left outweigh the rest: well-conditioned, with rows that
         * elimination must exchange.
         *
         * @return the numbers
         */
        static Numbers dominantCounterdiagonal() {
            return (random, shape, index) -> {
                int d = shape.dim(-1);
                return index / d % d + index % d == d - 1 ? random.nextDouble(2, 4) : random.nextDouble(-0.5, 0.5);
            };
        }
    }

    /**
     * Copies the components.
     *
     * @param op the primitive
     * @param shapes one shape for each argument
     * @param numbers the distribution of each argument's elements
     */
    public OpCase {
        shapes = List.copyOf(shapes);
        numbers = List.copyOf(numbers);
    }

    /**
     * A case on numbers between -2 and 2.
     *
     * @param op the primitive
     * @param shapes one shape for each argument
     * @return the case
     */
    public static OpCase of(Op op, Shape... shapes) {
        Numbers usual = Numbers.between(-2, 2);
        return new OpCase(op, List.of(shapes), Collections.nCopies(shapes.length, usual));
    }

    /** Shapes for an elementwise op of one argument; some are too long for one work-item of a CPU. */
    static List<OpCase> unary(Op op, Numbers numbers) {
        List<OpCase> cases = new ArrayList<>();
        for (int[] dims : new int[][] {{}, {0}, {1}, {7}, {131}, {2100}, {3, 5}, {2, 0, 3}, {2, 1, 13}}) {
            cases.add(new OpCase(op, List.of(Shape.of(dims)), List.of(numbers)));
        }
        return cases;
    }

    /**
     * Shapes for an elementwise op of two arguments: equal ones, and broadcasts on either side; some are too long for one work-item of a
     * CPU.
     */
    static List<OpCase> binary(Op op, Numbers left, Numbers right) {
        int[][][] pairs = {
            {{}, {}},
            {{0}, {0}},
            {{1}, {0}},
            {{131}, {131}},
            {{2100}, {2100}},
            {{131, 16}, {16}},
            {{9, 1, 16}, {9, 15, 16}},
            {{3, 5, 17}, {3, 5, 1}},
            {{5}, {}},
            {{}, {2, 3}},
            {{7, 1, 5}, {3, 1}},
            {{3}, {2, 1, 1}},
            {{2, 1, 3, 1, 2}, {5, 1, 3, 1}}
        };
        List<OpCase> cases = new ArrayList<>();
        for (int[][] pair : pairs) {
            cases.add(new OpCase(op, List.of(Shape.of(pair[0]), Shape.of(pair[1])), List.of(left, right)));
        }
        return cases;
    }

    /** Shapes for an elementwise op of three arguments: equal ones, and broadcasts of each. */
    static List<OpCase> ternary(Op op, Numbers first, Numbers second, Numbers third) {
        int[][][] triples = {
            {{}, {}, {}},
            {{0}, {1}, {0}},
            {{131}, {131}, {131}},
            {{2100}, {2100}, {2100}},
            {{131, 16}, {16}, {131, 1}},
            {{5, 1}, {3, 5, 17}, {17}},
            {{2, 3}, {}, {}},
            {{}, {2, 3}, {3}},
            {{7, 1, 5}, {3, 1}, {7, 3, 5}},
            {{2, 1, 3, 1, 2}, {5, 1, 3, 1}, {2, 5, 1, 1, 2}}
        };
        List<OpCase> cases = new ArrayList<>();
        for (int[][] triple : triples) {
            cases.add(new OpCase(
                    op,
                    List.of(Shape.of(triple[0]), Shape.of(triple[1]), Shape.of(triple[2])),
                    List.of(first, second, third)));
        }
        return cases;
    }

    /** Shapes for an op on the last axes, of the given number; empty blocks and no blocks among them. */
    static List<OpCase> reduction(Function<Integer, Op> op) {
        List<OpCase> cases = new ArrayList<>();
        cases.add(of(op.apply(0), Shape.of(3)));
        cases.add(of(op.apply(1), Shape.of(1)));
        cases.add(of(op.apply(1), Shape.of(7)));
        cases.add(of(op.apply(1), Shape.of(3, 521)));
        cases.add(of(op.apply(1), Shape.of(0, 3)));
        cases.add(of(op.apply(1), Shape.of(3, 0)));
        cases.add(of(op.apply(2), Shape.of(3, 5, 2)));
        cases.add(of(op.apply(2), Shape.of(2, 3, 1, 13)));
        cases.add(of(op.apply(1), Shape.of(19, 41))); // several adjacent rows
        cases.add(of(op.apply(1), Shape.of(2, 8, 16)));
        cases.add(of(op.apply(2), Shape.of(17, 30, 9)));
        return cases;
    }

    /** Shapes for an op on square matrices. */
    static List<OpCase> square(Op op) {
        List<OpCase> cases = new ArrayList<>();
        for (int[] dims : new int[][] {{3, 3}, {1, 1}, {5, 5}, {0, 0}, {7, 2, 2}, {0, 3, 3}, {2, 1, 4, 4}}) {
            cases.add(new OpCase(op, List.of(Shape.of(dims)), List.of(Numbers.dominantDiagonal())));
        }
        return cases;
    }

    /**
     * Elements for the arguments, the same every time; float32 represents them all exactly, so that both formats share them.
     *
     * @return one array for each argument
     */
    public List<double[]> usual() {
        return draw(USUAL, numbers, shapes);
    }

    /**
     * Elements for the arguments that include zeros, infinities, NaN, and the largest and the subnormal numbers of both formats.
     *
     * @return one array for each argument
     */
    public List<double[]> special() {
        List<Numbers> special = numbers.stream()
                .<Numbers>map(usual -> (random, shape, index) -> random.nextInt(3) == 0
                        ? SPECIAL[random.nextInt(SPECIAL.length)]
                        : (float) usual.next(random, shape, index))
                .toList();
        return draw(SPECIAL_STREAM, special, shapes);
    }

    /**
     * The arguments on a device.
     *
     * @param device where to put them
     * @param dtype their format
     * @return {@link #usual} numbers
     */
    public List<Tensor> arguments(Device device, DType dtype) {
        return tensors(device, dtype, usual());
    }

    /**
     * The arguments on a device.
     *
     * @param device where to put them
     * @param dtype their format
     * @return {@link #special} numbers
     */
    public List<Tensor> specialArguments(Device device, DType dtype) {
        return tensors(device, dtype, special());
    }

    /**
     * Directions of the arguments' shapes, zero for indices.
     *
     * @param device where to put them
     * @param dtype their format
     * @param stream the random stream
     * @return one tensor for each argument
     */
    public List<Tensor> directions(Device device, DType dtype, int stream) {
        List<Numbers> along = numbers.stream()
                .<Numbers>map(each -> each.areIndices() ? (random, shape, index) -> 0 : Numbers.between(-1, 1))
                .toList();
        return tensors(device, dtype, draw(DIRECTIONS + stream, along, shapes));
    }

    /**
     * The same op with one more axis in front of all leading axes of each argument.
     *
     * @param batch the axis's length
     * @return the case
     */
    public OpCase batched(int batch) {
        int leading = 0;
        for (int k = 0; k < shapes.size(); k++) {
            leading = Math.max(leading, shapes.get(k).rank() - op.trailing(k));
        }
        List<Shape> batched = new ArrayList<>();
        for (int k = 0; k < shapes.size(); k++) {
            int missing = leading - (shapes.get(k).rank() - op.trailing(k));
            Shape ones = Shape.SCALAR;
            for (int i = 0; i < missing; i++) {
                ones = ones.withFirst(1);
            }
            batched.add(ones.then(shapes.get(k)).withFirst(batch));
        }
        return new OpCase(op, batched, numbers);
    }

    private List<Tensor> tensors(Device device, DType dtype, List<double[]> values) {
        List<Tensor> tensors = new ArrayList<>();
        for (int k = 0; k < shapes.size(); k++) {
            tensors.add(device.tensor(dtype, shapes.get(k), values.get(k)));
        }
        return tensors;
    }

    private static List<double[]> draw(long stream, List<Numbers> numbers, List<Shape> shapes) {
        RandomGenerator random = new Draws(SEED).generator(stream);
        List<double[]> drawn = new ArrayList<>();
        for (int k = 0; k < shapes.size(); k++) {
            double[] values = new double[shapes.get(k).size()];
            for (int i = 0; i < values.length; i++) {
                double value = numbers.get(k).next(random, shapes.get(k), i);
                values[i] = stream == SPECIAL_STREAM ? value : (float) value;
            }
            drawn.add(values);
        }
        return drawn;
    }

    @Override
    public String toString() {
        return op + " of " + shapes;
    }
}
