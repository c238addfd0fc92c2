package dualflow.semantics;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.Formula.Derivation;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Derivatives of functions and of formulas, by the engine's forward mode; they nest. */
final class Derivatives {
    private final Evaluator evaluator;
    private final Context context;

    Derivatives(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
    }

    /** jac(f), grad_x(formula) and so on: an operator at its function. */
    Meaning operator(Formula.Application formula, Formula.Operator operator, Frame frame) {
        List<Formula> arguments = formula.arguments();
        String name = operator.derivation().word();
        if (arguments.size() != 1) {
            throw new FormulaException(
                    formula.span(),
                    operator.derivation() == Derivation.JVP
                            ? "jvp takes a function: jvp(f)(x; v)"
                            : name + " takes one function",
                    "");
        }
        Formula argument = arguments.get(0);
        if (operator.derivation() == Derivation.PARTIAL && operator.by().isEmpty()) {
            throw new FormulaException(formula.span(), "partial needs its variable: partial_t(f)", "");
        }
        Meaning of = evaluator.evaluate(argument, frame);
        if (of instanceof Meaning.FunctionValue function) {
            if (operator.derivation() == Derivation.JVP) {
                return jvp(function, argument);
            }
            int slot = slot(operator, function, argument);
            return new Meaning.FunctionValue(
                    function.names(),
                    FormulaText.of(formula),
                    at -> derivative(operator.derivation(), function, slot, at, formula, argument));
        }
        String text = FormulaText.of(argument);
        if (operator.derivation() == Derivation.JVP) {
            throw new FormulaException(
                    argument.span(), "jvp takes a function, '" + text + "' is a value", "jvp(f)(x; v)");
        }
        String by = operator.by()
                .orElseThrow(() -> new FormulaException(
                        formula.span(),
                        name + " takes a function, '" + text + "' is a value",
                        "name the variable: " + name + "_x(" + text + ")"));
        if (!(frame.find(by).orElse(null) instanceof Value point)) {
            throw new FormulaException(operator.span(), "'" + by + "' is no quantity to differentiate by", "");
        }
        Meaning.FunctionValue ofVariable = new Meaning.FunctionValue(
                List.of(by), text, at -> evaluator.value(argument, frame.with(by, at.get(0))));
        return derivative(operator.derivation(), ofVariable, 0, List.of(point), formula, argument);
    }

    private static int slot(Formula.Operator operator, Meaning.FunctionValue function, Formula argument) {
        if (operator.by().isEmpty()) {
            return 0;
        }
        String by = operator.by().get();
        List<String> names = function.names();
        if (names.contains(by)) {
            return names.indexOf(by);
        }
        if (by.chars().allMatch(Character::isDigit) && by.length() < 3) {
            int number = Integer.parseInt(by);
            if (number >= 1 && number <= names.size()) {
                return number - 1;
            }
        }
        String name = operator.derivation().word();
        String first = names.isEmpty() ? "x" : names.get(0);
        throw new FormulaException(
                operator.span(),
                "'" + FormulaText.of(argument) + "' has no argument '" + by + "'; it has " + String.join(", ", names),
                "write " + name + "_" + first + " or " + name + "_1");
    }

    private Meaning.FunctionValue jvp(Meaning.FunctionValue function, Formula argument) {
        List<String> names = new ArrayList<>(function.names());
        names.addAll(function.names());
        return new Meaning.FunctionValue(names, "jvp(" + FormulaText.of(argument) + ")", at -> {
            List<Value> values =
                    at.stream().map(each -> evaluator.value(each, argument)).toList();
            int count = values.size() / 2;
            List<Value> tangents = values.subList(count, 2 * count);
            return context.differentiated(
                    argument, 1, () -> jvp(function, argument, values.subList(0, count), tangents));
        });
    }

    /** Refuses anything but as many tangents as points. */
    void requirePointsAndTangents(Formula.Application formula, Meaning.FunctionValue function) {
        List<Integer> groups = formula.groups().stream().map(List::size).toList();
        List<String> names = function.names();
        int count = names.isEmpty() ? groups.get(0) : names.size() / 2;
        if (!groups.equals(List.of(count, count))) {
            throw new FormulaException(
                    formula.span(),
                    function.title() + " takes " + count + " point" + (count > 1 ? "s" : "") + ", then ';', then "
                            + count + " tangent" + (count > 1 ? "s" : "") + ": "
                            + String.join(", ", names.subList(0, names.size() / 2)) + "; ...",
                    "write 0 for what does not move");
        }
    }

    private Value jvp(Meaning.FunctionValue function, Formula argument, List<Value> points, List<Value> tangents) {
        List<Tensor> x = new ArrayList<>();
        List<Tensor> xDot = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Value point = points.get(i);
            Value tangent = evaluator.arithmetic().fitted(tangents.get(i), point.type());
            if (!tangent.type().equals(point.type())) {
                throw new ArgumentException(
                        points.size() + i, "the tangent is " + tangent.type() + ", its point " + point.type());
            }
            x.add(point.tensor());
            xDot.add(tangents.get(i).isZero() ? null : tangent.tensor());
        }
        Value[] sample = new Value[1];
        Tensor tangent = Autodiff.jvp(
                        at -> {
                            sample[0] = evaluator.value(function.at(like(points, at)), argument);
                            return sample[0].tensor();
                        },
                        x,
                        xDot)
                .tangent();
        Degree ofPoints = points.stream().map(Value::degree).reduce(Degree.NONE, Degree::max);
        Degree ofTangents = tangents.stream().map(Value::degree).reduce(Degree.NONE, Degree::max);
        Degree degree = sample[0].degree().ofDerivative(1, ofPoints);
        return new Value(tangent, sample[0].type(), degree.plus(ofTangents));
    }

    private static List<Value> like(List<Value> points, List<Tensor> tensors) {
        return IntStream.range(0, points.size())
                .mapToObj(i -> new Value(
                        tensors.get(i), points.get(i).type(), points.get(i).degree()))
                .toList();
    }

    private Value derivative(
            Derivation derivation,
            Meaning.FunctionValue function,
            int slot,
            List<? extends Meaning> at,
            Formula.Application formula,
            Formula argument) {
        return context.differentiated(
                formula, derivation.order(), () -> computed(derivation, function, slot, at, formula, argument));
    }

    private Value computed(
            Derivation derivation,
            Meaning.FunctionValue function,
            int slot,
            List<? extends Meaning> at,
            Formula.Application formula,
            Formula argument) {
        Value x = evaluator.value(at.get(slot), argument);
        if (x.isZero()) {
            throw new FormulaException(
                    formula.span(), "the point is the number 0: its shape is not known", "write zeros(d)");
        }
        Value[] sample = new Value[1];
        UnaryOperator<Tensor> f = z -> {
            List<Meaning> arguments = new ArrayList<>(at);
            arguments.set(slot, new Value(z, x.type(), x.degree()));
            sample[0] = evaluator.value(function.at(arguments), argument);
            return sample[0].tensor();
        };
        boolean byNumber = x.type().isNumber();
        String variable = function.names().isEmpty() ? "x" : function.names().get(slot);
        if (derivation == Derivation.PARTIAL
                || (byNumber && (derivation == Derivation.JAC || derivation == Derivation.GRAD))) {
            if (!byNumber) {
                throw new FormulaException(
                        formula.span(),
                        derivation.word() + " is by a number, '" + variable + "' is " + x.type(),
                        "grad, jac and div are by vectors");
            }
            Tensor slope = Autodiff.jvp(f, x.tensor(), context.number(1)).tangent();
            return new Value(
                    slope, known(formula, sample[0]), sample[0].degree().ofDerivative(1, x.degree()));
        }
        if (!x.type().isColumn() && derivation != Derivation.GRAD) {
            throw new FormulaException(
                    formula.span(),
                    derivation.word() + " is by a vector, '" + variable + "' is " + x.type(),
                    "take jvp for matrices");
        }
        String text = FormulaText.of(argument);
        return switch (derivation) {
            case GRAD -> {
                Tensor gradient = Autodiff.jacobian(f, x.tensor());
                requireNumber(formula, derivation, sample[0], text, "for vectors take jac");
                yield new Value(gradient, x.type(), sample[0].degree().ofDerivative(1, x.degree()));
            }
            case JAC -> jacobian(Autodiff.jacobian(f, x.tensor()), sample[0], x, formula);
            case DIV -> {
                Tensor jacobian = Autodiff.jacobian(f, x.tensor());
                if (!known(formula, sample[0]).equals(x.type())) {
                    throw new FormulaException(
                            formula.span(),
                            "div takes a field of " + x.type() + ", '" + text + "' is " + sample[0].type(),
                            "");
                }
                yield new Value(
                        Ops.sum(Ops.diagonal(jacobian)),
                        ValueType.NUMBER,
                        sample[0].degree().ofDerivative(1, x.degree()));
            }
            default -> {
                Tensor hessian = Autodiff.jacobian(z -> Autodiff.jacobian(f, z), x.tensor());
                requireNumber(formula, derivation, sample[0], text, "");
                Degree degree = sample[0].degree().ofDerivative(2, x.degree());
                yield derivation == Derivation.HESS
                        ? new Value(hessian, ValueType.square(x.type().rows()), degree)
                        : new Value(Ops.sum(Ops.diagonal(hessian)), ValueType.NUMBER, degree);
            }
        };
    }

    private static Value jacobian(Tensor jacobian, Value sample, Value x, Formula formula) {
        Dimension d = x.type().rows();
        ValueType type = known(formula, sample);
        if (type.isNumber()) {
            Shape row = jacobian.shape().withFirst(1);
            return new Value(
                    Ops.reshape(jacobian, row),
                    ValueType.matrix(Dimension.ONE, d),
                    sample.degree().ofDerivative(1, x.degree()));
        }
        if (!type.isColumn()) {
            throw new FormulaException(formula.span(), "jac of " + type + " by a vector has three axes", "take jvp");
        }
        return new Value(
                jacobian, ValueType.matrix(type.rows(), d), sample.degree().ofDerivative(1, x.degree()));
    }

    private static ValueType known(Formula formula, Value sample) {
        if (sample.type().isIdentity()) {
            throw new FormulaException(formula.span(), "the size of I is not known here", "write I(d)");
        }
        return sample.type();
    }

    private static void requireNumber(Formula formula, Derivation derivation, Value sample, String text, String hint) {
        if (!known(formula, sample).isNumber()) {
            throw new FormulaException(
                    formula.span(),
                    derivation.word() + " takes a function into R, '" + text + "' is " + sample.type(),
                    hint);
        }
    }

    /** d/dt: by the variable wherever it occurs, through all definitions. */
    Value total(Formula.TotalDerivative formula, Frame frame) {
        return context.differentiated(formula, 1, () -> totalDerivative(formula, frame));
    }

    private Value totalDerivative(Formula.TotalDerivative formula, Frame frame) {
        String name = formula.variable();
        Meaning bound = frame.find(name).orElse(null);
        if (!(bound instanceof Value x) || !x.type().isNumber()) {
            throw new FormulaException(
                    formula.span(),
                    "d/d" + name + ": '" + name + "' is no number"
                            + (bound instanceof Value value ? " but " + value.type() : ""),
                    "take jac_" + name + " or grad_" + name);
        }
        Value[] sample = new Value[1];
        Tensor slope = Autodiff.jvp(
                        z -> {
                            sample[0] = evaluator.value(
                                    formula.body(), frame.with(name, new Value(z, x.type(), x.degree())));
                            return sample[0].tensor();
                        },
                        x.tensor(),
                        context.number(1))
                .tangent();
        return new Value(slope, sample[0].type(), sample[0].degree().opaque());
    }
}
