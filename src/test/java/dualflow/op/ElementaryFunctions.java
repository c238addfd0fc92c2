package dualflow.op;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** The functions of {@link Elementary} by name, all as functions of two arguments, of which most look at the first alone. */
final class ElementaryFunctions {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private ElementaryFunctions() {}

    /** A function of one float. */
    interface FloatUnaryOperator {
        float applyAsFloat(float x);
    }

    /** A function of two floats. */
    interface FloatBinaryOperator {
        float applyAsFloat(float x, float y);
    }

    static List<String> names() {
        return Stream.of(Elementary.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getReturnType() == double.class)
                .map(Method::getName)
                .sorted()
                .toList();
    }

    static DoubleBinaryOperator inDouble(String name) {
        if (isBinary(name)) {
            return (DoubleBinaryOperator) function(name, 2, double.class, DoubleBinaryOperator.class, "applyAsDouble");
        }
        DoubleUnaryOperator f =
                (DoubleUnaryOperator) function(name, 1, double.class, DoubleUnaryOperator.class, "applyAsDouble");
        return (x, y) -> f.applyAsDouble(x);
    }

    static FloatBinaryOperator inFloat(String name) {
        if (isBinary(name)) {
            return (FloatBinaryOperator) function(name, 2, float.class, FloatBinaryOperator.class, "applyAsFloat");
        }
        FloatUnaryOperator f =
                (FloatUnaryOperator) function(name, 1, float.class, FloatUnaryOperator.class, "applyAsFloat");
        return (x, y) -> f.applyAsFloat(x);
    }

    private static boolean isBinary(String name) {
        return Stream.of(Elementary.class.getDeclaredMethods())
                        .filter(method -> method.getName().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("unknown function " + name))
                        .getParameterCount()
                == 2;
    }

    /** The function as a lambda, which a sweep over all floats calls as quickly as the method itself. */
    private static Object function(String name, int arity, Class<?> number, Class<?> type, String method) {
        MethodType signature = MethodType.methodType(number, Collections.nCopies(arity, number));
        try {
            MethodHandle handle = LOOKUP.findStatic(Elementary.class, name, signature);
            return LambdaMetafactory.metafactory(
                            LOOKUP, method, MethodType.methodType(type), signature, handle, signature)
                    .getTarget()
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("Elementary." + name + " cannot be called", e);
        }
    }
}
