package dualflow.tensor;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * The function that a program called, such as {@code Ops.matmul}, found on the stack when something fails: the outermost function of the
 * first {@link Facade} on the way from the error to the program's own code. So errors of composed functions and of ops within
 * transformations name it too, and no op needs to know its callers.
 */
final class CalledFunction {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private CalledFunction() {}

    /** The function's name and a colon, to begin a message with; empty where a program called no facade. */
    static String prefix() {
        String function = name();
        return function.isEmpty() ? "" : function + ": ";
    }

    /** How an error calls an op: by the function alone where that is this op, else by both; by the op's name where there is no function. */
    static String of(Op op) {
        String function = name();
        String simple = function.substring(function.indexOf('.') + 1);
        if (function.isEmpty()) {
            return op.name();
        }
        return simple.equalsIgnoreCase(op.name().replace("_", "")) ? function : function + ": " + op.name();
    }

    private static String name() {
        return STACK.walk(CalledFunction::name);
    }

    private static String name(Stream<StackFrame> frames) {
        Package facades = null;
        String name = "";
        for (Iterator<StackFrame> frame = frames.iterator(); frame.hasNext(); ) {
            StackFrame next = frame.next();
            Class<?> type = next.getDeclaringClass();
            if (isBetween(type)) {
                continue;
            }
            Facade facade = type.getPackage().getAnnotation(Facade.class);
            if (facade == null || (facades != null && !facades.equals(type.getPackage()))) {
                return name;
            }
            facades = type.getPackage();
            if (type == facade.value() && !next.getMethodName().startsWith("lambda$")) {
                name = type.getSimpleName() + "." + next.getMethodName();
            }
        }
        return name;
    }

    /** Java itself, this package and the interpreters stand between a program and the op that fails. */
    private static boolean isBetween(Class<?> type) {
        return type.getClassLoader() == null
                || type.getPackage().equals(CalledFunction.class.getPackage())
                || Trace.class.isAssignableFrom(type);
    }
}
