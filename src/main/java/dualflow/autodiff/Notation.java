package dualflow.autodiff;

import dualflow.op.Add;
import dualflow.op.Divide;
import dualflow.op.Maximum;
import dualflow.op.Minimum;
import dualflow.op.Multiply;
import dualflow.op.Pow;
import dualflow.op.PowPartial;
import dualflow.op.Reciprocal;
import dualflow.op.Scale;
import dualflow.op.Shift;
import dualflow.op.Subtract;
import dualflow.tensor.Components;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Op;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How values and primitives are written in formulas, defined in one place. Parentheses show the order of the
 * arithmetic, including on the right of a sum or a product.
 *
 * @param text the formula
 * @param strength how tightly its outermost operator binds
 */
record Notation(String text, int strength) {
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int SIGN = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;

    static Notation name(String name) {
        return new Notation(name, ATOM);
    }

    static Notation number(double value) {
        return new Notation(decimal(value), value < 0 ? SIGN : ATOM);
    }

    static Notation of(Op op, List<Notation> x) {
        if (op instanceof Add) {
            return infix(x.get(0), " + ", x.get(1), SUM, PRODUCT);
        }
        if (op instanceof Subtract) {
            return infix(x.get(0), " - ", x.get(1), SUM, PRODUCT);
        }
        if (op instanceof Multiply) {
            return infix(x.get(0), " * ", x.get(1), PRODUCT, SIGN);
        }
        if (op instanceof Scale scale) {
            return scale.c() == -1
                    ? new Notation("-" + x.get(0).within(PRODUCT), SIGN)
                    : infix(number(scale.c()), " * ", x.get(0), PRODUCT, SIGN);
        }
        if (op instanceof Shift shift) {
            return shift.c() < 0
                    ? infix(x.get(0), " - ", number(-shift.c()), SUM, PRODUCT)
                    : infix(x.get(0), " + ", number(shift.c()), SUM, PRODUCT);
        }
        if (op instanceof Divide) {
            return infix(x.get(0), " / ", x.get(1), PRODUCT, SIGN);
        }
        if (op instanceof Reciprocal) {
            return infix(number(1), " / ", x.get(0), PRODUCT, SIGN);
        }
        if (op instanceof Pow) {
            return power(x.get(0), x.get(1));
        }
        if (op instanceof PowPartial partial && (partial.inBase() == 0 || partial.inExponent() == 0)) {
            return powPartial(partial, x.get(0), x.get(1));
        }
        return call(op, x);
    }

    /** b (b - 1) ... a^(b - i), or a^b log(a)^j. */
    private static Notation powPartial(PowPartial partial, Notation a, Notation b) {
        if (partial.inBase() == 0) {
            Notation log = name("log(" + a.text() + ")");
            Notation logs = partial.inExponent() == 1 ? log : power(log, number(partial.inExponent()));
            return infix(power(a, b), " * ", logs, PRODUCT, SIGN);
        }
        Notation product = b;
        for (int r = 1; r < partial.inBase(); r++) {
            product = infix(product, " * ", infix(b, " - ", number(r), SUM, PRODUCT), PRODUCT, SIGN);
        }
        Notation lower = infix(b, " - ", number(partial.inBase()), SUM, PRODUCT);
        return infix(product, " * ", power(a, lower), PRODUCT, SIGN);
    }

    private static Notation power(Notation a, Notation b) {
        return new Notation(a.within(ATOM) + "^" + b.within(ATOM), POWER);
    }

    private static Notation infix(Notation a, String operator, Notation b, int left, int right) {
        return new Notation(a.within(left) + operator + b.within(right), left);
    }

    /** The op's name, its arguments, and its constants where it has any. */
    private static Notation call(Op op, List<Notation> x) {
        List<String> arguments = new ArrayList<>(x.stream().map(Notation::text).toList());
        if (op instanceof ElementwiseOp) {
            Components.of(op)
                    .forEach(c -> arguments.add(
                            c.value() instanceof Double d
                                    ? decimal(d)
                                    : c.value().toString()));
        }
        String name = op instanceof Maximum ? "max" : op instanceof Minimum ? "min" : op.name();
        return name(name + "(" + String.join(", ", arguments) + ")");
    }

    /** This text as a part of a longer formula, in parentheses where it binds less tightly. */
    private String within(int needed) {
        return strength < needed ? "(" + text + ")" : text;
    }

    private static String decimal(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        boolean plain = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16);
        return plain ? shortest.toPlainString() : shortest.toString();
    }
}
