package dualflow.check;

import dualflow.syntax.Symbol.FunctionType;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import dualflow.tensor.Shape;
import java.util.Map;

/** The shapes of values of the types of quantities. */
final class TypeShapes {
    private TypeShapes() {}

    static Shape of(Simple type, Map<String, Integer> sizes) {
        return switch (type.kind()) {
            case NUMBER, POSITIVE, TIME, SMALL, INDEX -> Shape.SCALAR;
            case VECTOR, SIMPLEX, UNIT -> Shape.of(size(type, 0, sizes));
            case MATRIX -> Shape.of(size(type, 0, sizes), size(type, 1, sizes));
            case SYM, SPD, SKEW, ORTH, LOWER -> Shape.of(size(type, 0, sizes), size(type, 0, sizes));
        };
    }

    static int size(Simple type, int axis, Map<String, Integer> sizes) {
        return type.sizes().get(axis).at(sizes);
    }

    /** Whether its values are square matrices. */
    static boolean isSquare(Simple type) {
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

    /** The number of numbers in all arguments of a function. */
    static int arguments(FunctionType type, Map<String, Integer> sizes) {
        return type.arguments().stream()
                .mapToInt(argument -> of(argument, sizes).size())
                .sum();
    }

    /** The number of numbers in a function's value. */
    static int results(FunctionType type, Map<String, Integer> sizes) {
        return of(type.result(), sizes).size();
    }
}
