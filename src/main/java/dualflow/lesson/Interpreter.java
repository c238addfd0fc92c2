package dualflow.lesson;

import dualflow.op.Elementary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A program is a chain of primitives, and somebody has to say what each of them does with its arguments: an interpreter. One computes
 * numbers, one carries derivatives along, one writes down a linear program. An interpreter calls primitives itself, which another one
 * interprets, so they nest: a second derivative needs no further code. Here is the whole engine for single numbers, after JAX's Autodidax.
 */
public final class Interpreter {
    private Interpreter() {}

    enum Primitive {
        ADD,
        MULTIPLY,
        NEGATE,
        SIN,
        COS,
        EXP
    }

    /**
     * An interpreter, and what flows through a program: a value says which interpreter made it, and a plain number that none did, by null. Each
     * interpreter has a level above those of all that were made before it.
     */
    abstract static class Trace {
        private static final AtomicInteger LAST_LEVEL = new AtomicInteger();
        final int level = LAST_LEVEL.incrementAndGet();

        abstract Value apply(Primitive primitive, List<Value> x);
    }

    interface Value {
        Trace trace();
    }

    record Plain(double number) implements Value {
        @Override
        public Trace trace() {
            return null;
        }
    }

    record DualValue(Trace trace, Value primal, Value tangent) implements Value {}

    record Recorded(Trace trace, int index) implements Value {}

    /** The interpreter at the bottom: numbers. Its functions are dualflow's, so that all bits will agree. */
    static Value evaluate(Primitive primitive, Value... x) {
        double a = ((Plain) x[0]).number();
        return new Plain(
                switch (primitive) {
                    case ADD -> a + ((Plain) x[1]).number();
                    case MULTIPLY -> a * ((Plain) x[1]).number();
                    case NEGATE -> -a;
                    case SIN -> Elementary.sin(a);
                    case COS -> Elementary.cos(a);
                    case EXP -> Elementary.exp(a);
                });
    }

    /**
     * The only way in which a primitive is ever applied. Of its arguments, the one of the highest level decides who interprets it: the
     * innermost derivative comes first.
     */
    static Value bind(Primitive primitive, Value... x) {
        Trace top = null;
        for (Value value : x) {
            Trace own = value.trace();
            top = top == null || (own != null && own.level > top.level) ? own : top;
        }
        return top == null ? evaluate(primitive, x) : top.apply(primitive, List.of(x));
    }

    static Value add(Value a, Value b) {
        return bind(Primitive.ADD, a, b);
    }

    static Value multiply(Value a, Value b) {
        return bind(Primitive.MULTIPLY, a, b);
    }

    static Value negate(Value a) {
        return bind(Primitive.NEGATE, a);
    }

    static Value sin(Value a) {
        return bind(Primitive.SIN, a);
    }

    static Value cos(Value a) {
        return bind(Primitive.COS, a);
    }

    static Value exp(Value a) {
        return bind(Primitive.EXP, a);
    }

    /** Forward mode: each primitive on the primals, and its rule on the tangents. */
    static final class Jvp extends Trace {
        Value primal(Value x) {
            return x instanceof DualValue dual && dual.trace() == this ? dual.primal() : x;
        }

        /** Null for what does not move, so that nothing is computed with zeros. */
        Value tangent(Value x) {
            return x instanceof DualValue dual && dual.trace() == this ? dual.tangent() : null;
        }

        @Override
        Value apply(Primitive primitive, List<Value> arguments) {
            List<Value> x = arguments.stream().map(this::primal).toList();
            Value y = bind(primitive, x.toArray(new Value[0]));
            Value aDot = tangent(arguments.get(0));
            Value bDot = arguments.size() > 1 ? tangent(arguments.get(1)) : null;
            Value yDot = switch (primitive) {
                case ADD -> sum(aDot, bDot);
                case MULTIPLY -> sum(product(aDot, x.get(1)), product(bDot, x.get(0)));
                case NEGATE -> negate(aDot);
                case SIN -> multiply(aDot, cos(x.get(0)));
                case COS -> negate(multiply(aDot, sin(x.get(0))));
                case EXP -> multiply(aDot, y);
            };
            return new DualValue(this, y, yDot);
        }

        private static Value sum(Value a, Value b) {
            return a == null ? b : b == null ? a : add(a, b);
        }

        private static Value product(Value tangent, Value factor) {
            return tangent == null ? null : multiply(tangent, factor);
        }
    }

    /** The derivative of f at x in the direction xDot. It is a program too, so f may contain derivatives itself. */
    static Value jvp(UnaryOperator<Value> f, Value x, Value xDot) {
        Jvp trace = new Jvp();
        Value yDot = trace.tangent(f.apply(new DualValue(trace, x, xDot)));
        return yDot == null ? new Plain(0) : yDot;
    }

    static UnaryOperator<Value> derivative(UnaryOperator<Value> f) {
        return x -> jvp(f, x, new Plain(1));
    }

    /** A step of a linear program; what is not recorded among the x is a number that it needs. */
    record Equation(Primitive primitive, List<Value> x, Recorded out) {}

    /** The third interpreter writes down what is done with tangents. That is a linear program; what is not linear is refused. */
    static final class Recorder extends Trace {
        final List<Equation> program = new ArrayList<>();

        @Override
        Value apply(Primitive primitive, List<Value> x) {
            long moving = x.stream().filter(v -> v.trace() == this).count();
            boolean linear = switch (primitive) {
                case ADD, NEGATE -> moving == x.size();
                case MULTIPLY -> moving == 1;
                case SIN, COS, EXP -> false;
            };
            if (!linear) {
                throw new IllegalStateException(primitive + " is not linear in the tangent: a rule is wrong");
            }
            Recorded out = new Recorded(this, program.size() + 1);
            program.add(new Equation(primitive, x, out));
            return out;
        }
    }

    /** The derivative at a point: forward by running the program, in reverse by running it backwards with each step transposed. */
    record LinearProgram(Recorder trace, Recorded in, Value out) {
        Value apply(Value tangent) {
            Map<Value, Value> known = new HashMap<>(Map.of(in, tangent));
            for (Equation e : trace.program) {
                Value[] x = e.x().stream().map(v -> known.getOrDefault(v, v)).toArray(Value[]::new);
                known.put(e.out(), bind(e.primitive(), x));
            }
            return known.getOrDefault(out, new Plain(0));
        }

        Value applyTranspose(Value cotangent) {
            Map<Value, Value> bar = new HashMap<>(Map.of(out, cotangent));
            for (int i = trace.program.size() - 1; i >= 0; i--) {
                Equation e = trace.program.get(i);
                Value yBar = bar.getOrDefault(e.out(), new Plain(0));
                switch (e.primitive()) {
                    case ADD -> e.x().forEach(x -> bar.merge(x, yBar, (a, b) -> add(a, b)));
                    case NEGATE -> bar.merge(e.x().get(0), negate(yBar), (a, b) -> add(a, b));
                    default -> { // a product, the one other linear step
                        int moving = e.x().get(0).trace() == trace ? 0 : 1;
                        Value factor = e.x().get(1 - moving);
                        bar.merge(e.x().get(moving), multiply(yBar, factor), (a, b) -> add(a, b));
                    }
                }
            }
            return bar.getOrDefault(in, new Plain(0));
        }
    }

    /** Forward mode with a tangent that is recorded. The recorder comes first, so that its level is the lower one. */
    static LinearProgram linearize(UnaryOperator<Value> f, Value x) {
        Recorder recorder = new Recorder();
        Recorded xDot = new Recorded(recorder, 0);
        return new LinearProgram(recorder, xDot, jvp(f, x, xDot));
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## One program, three interpreters
        //
        // The program is e^x sin x, and `evaluate` runs it. Each Jvp above adds one derivative. The derivatives of e^x
        // sin x at 0 are 0, 1, 2, 2, 0, and then the same times -4.
        UnaryOperator<Value> f = x -> multiply(exp(x), sin(x));
        UnaryOperator<Value> g = f;
        for (int order = 0; order <= 5; order++) {
            page.show("derivative " + order, ((Plain) g.apply(new Plain(0))).number());
            g = derivative(g);
        }

        // Linearized at 1, the program of the tangent has one step for each rule that was used, and no sine any more:
        // what the rules needed of the values stands in it as numbers. Backwards it gives the same slope, for there is
        // a single number on either side.
        LinearProgram slope = linearize(f, new Plain(1));
        slope.trace().program.forEach(e -> page.say("  step " + e.out().index() + ": " + e.primitive()));
        page.show("forward", ((Plain) slope.apply(new Plain(1))).number());
        page.show("in reverse", ((Plain) slope.applyTranspose(new Plain(1))).number());

        // ## Exercises
        //
        // 1. Write sinh by the primitives. Is its derivative cosh, and the second one sinh again?
        // 2. Differentiate in reverse, then forward: the derivative of x -> linearize(f, x) transposed, applied to 1.
        //    Which order is that?
        // 3. Write a fourth interpreter, which counts how often each primitive runs. How many does the fifth derivative
        //    of f need?
    }
}
