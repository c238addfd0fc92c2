package dualflow.semantics;

import dualflow.syntax.Symbol;
import java.util.Locale;
import java.util.stream.Collectors;

/** The types of given quantities as they are declared. */
final class TypeText {
    private TypeText() {}

    static String of(Symbol.Type type) {
        if (type instanceof Symbol.FunctionType function) {
            return function.arguments().stream().map(TypeText::of).collect(Collectors.joining(", ", "(", ")")) + " -> "
                    + of(function.result());
        }
        Symbol.Simple simple = (Symbol.Simple) type;
        return switch (simple.kind()) {
            case NUMBER -> "R";
            case POSITIVE -> "R+";
            case TIME, SMALL -> simple.kind().name().toLowerCase(Locale.ROOT);
            case VECTOR, MATRIX -> DrawnFunctions.typeOf(simple).toString();
            default ->
                simple.kind().name().toLowerCase(Locale.ROOT) + "("
                        + simple.sizes().get(0) + ")";
        };
    }
}
