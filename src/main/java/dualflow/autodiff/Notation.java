package dualflow.autodiff;

import dualflow.op.Abs;
import dualflow.op.Add;
import dualflow.op.Divide;
import dualflow.op.MatMul;
import dualflow.op.Maximum;
import dualflow.op.Minimum;
import dualflow.op.Multiply;
import dualflow.op.Permute;
import dualflow.op.Pow;
import dualflow.op.PowPartial;
import dualflow.op.Reciprocal;
import dualflow.op.Scale;
import dualflow.op.Shift;
import dualflow.op.Sqrt;
import dualflow.op.Subtract;
import dualflow.tensor.Components;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How values and primitives are written in formulas, defined in one place. Parentheses show the order of the
 * arithmetic, including on the right of a sum or a product.
 *
 * @param written the formula
 * @param strength how tightly its outermost operator binds
 */
record Notation(Written written, int strength) {
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int SIGN = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;

    /** The functions that LaTeX has a command for, of the same name. */
    private static final Set<String> LATEX_FUNCTIONS =
            Set.of("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min");

    private Notation(String text, String latex, int strength) {
        this(new Written(text, latex), strength);
    }

    static Notation name(String name) {
        return new Notation(Written.name(name), ATOM);
    }

    /** Numbers that are not written out. */
    static Notation constant(Shape shape) {
        return new Notation("constant" + shape, "\\mathrm{constant}" + shape, ATOM);
    }

    static Notation number(double value) {
        String text = decimal(value);
        return new Notation(text, latex(text), value < 0 ? SIGN : ATOM);
    }

    String text() {
        return written.text();
    }

    private String latex() {
        return written.latex();
    }

    static Notation of(Op op, List<Notation> x) {
        if (op instanceof Add) {
            return infix(x.get(0), " + ", x.get(1), SUM, PRODUCT);
        }
        if (op instanceof Subtract) {
            return infix(x.get(0), " - ", x.get(1), SUM, PRODUCT);
        }
        if (op instanceof Multiply) {
            return product(x.get(0), x.get(1));
        }
        if (op instanceof Scale scale) {
            return scale.c() == -1
                    ? new Notation(
                            "-" + x.get(0).within(PRODUCT), "-" + x.get(0).latexWithin(PRODUCT), SIGN)
                    : product(number(scale.c()), x.get(0));
        }
        if (op instanceof Shift shift) {
            return shift.c() < 0
                    ? infix(x.get(0), " - ", number(-shift.c()), SUM, PRODUCT)
                    : infix(x.get(0), " + ", number(shift.c()), SUM, PRODUCT);
        }
        if (op instanceof Divide) {
            return quotient(x.get(0), x.get(1));
        }
        if (op instanceof Reciprocal) {
            return quotient(number(1), x.get(0));
        }
        if (op instanceof Pow) {
            return power(x.get(0), x.get(1));
        }
        if (op instanceof PowPartial partial && (partial.inBase() == 0 || partial.inExponent() == 0)) {
            return powPartial(partial, x.get(0), x.get(1));
        }
        if (op instanceof MatMul) {
            String product =
                    "{" + x.get(0).latexWithin(SIGN) + " \\, " + x.get(1).latexWithin(SIGN) + "}";
            return new Notation(call(op, x).text(), product, ATOM);
        }
        if (op instanceof Permute permute && permute.order().equals(List.of(1, 0))) {
            return new Notation(call(op, x).text(), "{" + x.get(0).latexWithin(ATOM) + "}^{\\top}", ATOM);
        }
        return call(op, x);
    }

    /** b (b - 1) ... a^(b - i), or a^b log(a)^j. */
    private static Notation powPartial(PowPartial partial, Notation a, Notation b) {
        if (partial.inBase() == 0) {
            Notation log = new Notation("log(" + a.text() + ")", "\\log" + bracketed(a.latex()), ATOM);
            Notation logs = partial.inExponent() == 1 ? log : power(log, number(partial.inExponent()));
            return product(power(a, b), logs);
        }
        Notation product = b;
        for (int r = 1; r < partial.inBase(); r++) {
            product = product(product, infix(b, " - ", number(r), SUM, PRODUCT));
        }
        Notation lower = infix(b, " - ", number(partial.inBase()), SUM, PRODUCT);
        return product(product, power(a, lower));
    }

    private static Notation power(Notation a, Notation b) {
        return new Notation(
                a.within(ATOM) + "^" + b.within(ATOM), "{" + a.latexWithin(ATOM) + "}^{" + b.latex() + "}", POWER);
    }

    private static Notation product(Notation a, Notation b) {
        return new Notation(
                a.within(PRODUCT) + " * " + b.within(SIGN),
                a.latexWithin(PRODUCT) + " \\cdot " + b.latexWithin(SIGN),
                PRODUCT);
    }

    private static Notation quotient(Notation a, Notation b) {
        return new Notation(
                a.within(PRODUCT) + " / " + b.within(SIGN), "\\frac{" + a.latex() + "}{" + b.latex() + "}", PRODUCT);
    }

    private static Notation infix(Notation a, String operator, Notation b, int left, int right) {
        return new Notation(
                a.within(left) + operator + b.within(right),
                a.latexWithin(left) + operator + b.latexWithin(right),
                left);
    }

    /** The op's name, its arguments, and its constants where it has any. */
    private static Notation call(Op op, List<Notation> x) {
        List<Written> arguments =
                new ArrayList<>(x.stream().map(Notation::written).toList());
        if (op instanceof ElementwiseOp) {
            Components.of(op)
                    .forEach(c -> arguments.add(
                            c.value() instanceof Double d
                                    ? number(d).written()
                                    : Written.name(c.value().toString())));
        }
        String name = op instanceof Maximum ? "max" : op instanceof Minimum ? "min" : op.name();
        String inner = arguments.stream().map(Written::latex).collect(Collectors.joining(", "));
        return new Notation(
                name + arguments.stream().map(Written::text).collect(Collectors.joining(", ", "(", ")")),
                latexCall(op, name, inner),
                ATOM);
    }

    private static String latexCall(Op op, String name, String inner) {
        if (op instanceof Sqrt) {
            return "\\sqrt{" + inner + "}";
        }
        if (op instanceof Abs) {
            return "\\left|" + inner + "\\right|";
        }
        String head = LATEX_FUNCTIONS.contains(name) ? "\\" + name : "\\operatorname{" + name.replace("_", "\\_") + "}";
        return head + bracketed(inner);
    }

    private static String bracketed(String latex) {
        return "\\left(" + latex + "\\right)";
    }

    /** This text as a part of a longer formula, in parentheses where it binds less tightly. */
    private String within(int needed) {
        return strength < needed ? "(" + text() + ")" : text();
    }

    private String latexWithin(int needed) {
        return strength < needed ? bracketed(latex()) : latex();
    }

    private static String decimal(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        boolean plain = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16);
        return plain ? shortest.toPlainString() : shortest.toString();
    }

    private static String latex(String decimal) {
        int exponent = decimal.indexOf('E');
        if (exponent < 0) {
            return decimal.replace("NaN", "\\mathrm{NaN}").replace("Infinity", "\\infty");
        }
        String power = decimal.substring(exponent + 1).replace("+", "");
        return "{" + decimal.substring(0, exponent) + " \\cdot 10^{" + power + "}}";
    }
}
