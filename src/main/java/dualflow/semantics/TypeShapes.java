package dualflow.semantics;

import dualflow.syntax.Dimension;
import dualflow.syntax.Symbol.FunctionType;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import dualflow.tensor.Shape;
import java.util.Map;

/** The shapes of values of the types of quantities. */
public final class TypeShapes {
    private static final int LARGEST = 1000; // of a size

    private TypeShapes() {}

    /**
     * The shape of a value.
     *
     * @param type its type
     * @param sizes of all dimensions
     * @return the shape; of an index that of a number
     */
    public static Shape of(Simple type, Map<String, Integer> sizes) {
        return switch (type.kind()) {
            case NUMBER, POSITIVE, TIME, SMALL, INDEX -> Shape.SCALAR;
            case VECTOR, SIMPLEX, UNIT -> Shape.of(size(type, 0, sizes));
            case MATRIX -> Shape.of(size(type, 0, sizes), size(type, 1, sizes));
            case SYM, SPD, SKEW, ORTH, LOWER -> Shape.of(size(type, 0, sizes), size(type, 0, sizes));
        };
    }

    /**
     * One of the sizes of a type.
     *
     * @param type the type
     * @param axis which of its sizes, from 0
     * @param sizes of all dimensions
     * @return the size
     */
    public static int size(Simple type, int axis, Map<String, Integer> sizes) {
        return size(type.sizes().get(axis), sizes);
    }

    /** The value of a size, from 0. */
    static int size(Dimension dimension, Map<String, Integer> sizes) {
        int size = number(dimension, sizes);
        if (size < 0) {
            throw new SizeException("the size " + dimension + " is " + size);
        }
        return size;
    }

    /** The value of a linear expression in dimensions, which is no size. */
    static int number(Dimension dimension, Map<String, Integer> sizes) {
        int number = dimension.at(sizes);
        if (number > LARGEST) {
            throw new SizeException(dimension + " is " + number + ", and sizes are at most " + LARGEST);
        }
        return number;
    }

    /**
     * Whether its values are square matrices.
     *
     * @param type the type
     * @return true if they are
     */
    public static boolean isSquare(Simple type) {
        return isSquareKind(type.kind())
                || (type.kind() == Kind.MATRIX
                        && type.sizes().get(0).equals(type.sizes().get(1)));
    }

    private static boolean isSquareKind(Kind kind) {
        return switch (kind) {
            case SYM, SPD, SKEW, ORTH, LOWER -> true;
            default -> false;
        };
    }

    /**
     * The number of numbers in all arguments of a function.
     *
     * @param type the function's
     * @param sizes of all dimensions
     * @return their count
     */
    public static int arguments(FunctionType type, Map<String, Integer> sizes) {
        return type.arguments().stream()
                .mapToInt(argument -> of(argument, sizes).size())
                .sum();
    }

    /**
     * The number of numbers in a function's value.
     *
     * @param type the function's
     * @param sizes of all dimensions
     * @return their count
     */
    public static int results(FunctionType type, Map<String, Integer> sizes) {
        return of(type.result(), sizes).size();
    }
}
