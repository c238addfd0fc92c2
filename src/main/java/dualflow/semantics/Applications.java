package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions at their arguments: defined, drawn and built-in ones, derivatives, compositions. */
final class Applications {
    private final Evaluator evaluator;
    private final Context context;
    private final Derivatives derivatives;

    Applications(Evaluator evaluator, Derivatives derivatives) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
        this.derivatives = derivatives;
    }

    Meaning apply(Formula.Application formula, Frame frame) {
        if (formula.function() instanceof Formula.Operator operator) {
            return derivatives.operator(formula, operator, frame);
        }
        if (formula.function() instanceof Formula.Name name
                && !frame.binds(name.name())
                && context.scope.find(name.name()).isEmpty()) {
            return builtIn(formula, name.name(), frame);
        }
        Meaning of = evaluator.evaluate(byPosition(formula, frame), frame);
        if (!(of instanceof Meaning.FunctionValue function)) {
            throw new FormulaException(
                    formula.function().span(), "'" + FormulaText.of(formula.function()) + "' is no function", "");
        }
        return call(formula, function, frame);
    }

    /**
     * The function that is applied. On paper partial_s(f)(x, s) is the derivative by the argument in whose place s stands, whatever f calls it; here too,
     * where f has no argument s and s stands in one place alone.
     */
    private Formula byPosition(Formula.Application formula, Frame frame) {
        if (!(formula.function() instanceof Formula.Application derivative)
                || !(derivative.function() instanceof Formula.Operator operator)
                || operator.by().isEmpty()
                || derivative.arguments().size() != 1
                || !(evaluator.evaluate(derivative.arguments().get(0), frame) instanceof Meaning.FunctionValue function)
                || function.names().contains(operator.by().get())) {
            return formula.function();
        }
        List<Formula> arguments = formula.arguments();
        int[] places = IntStream.range(0, arguments.size())
                .filter(i -> arguments.get(i) instanceof Formula.Name name
                        && name.name().equals(operator.by().get()))
                .toArray();
        if (places.length != 1) {
            return formula.function();
        }
        return new Formula.Application(
                derivative.span(),
                new Formula.Operator(
                        operator.span(), operator.derivation(), Optional.of(Integer.toString(places[0] + 1))),
                derivative.groups());
    }

    private Meaning call(Formula.Application formula, Meaning.FunctionValue function, Frame frame) {
        List<Formula> arguments = formula.arguments();
        List<Meaning> values = new ArrayList<>();
        for (Formula argument : arguments) {
            Meaning meaning = evaluator.evaluate(argument, frame);
            values.add(meaning instanceof Meaning.Index ? meaning : evaluator.value(meaning, argument));
        }
        boolean isTwice = function.title().startsWith("jvp(");
        if (!isTwice && !function.names().isEmpty() && function.names().size() != values.size()) {
            int count = function.names().size();
            throw new FormulaException(
                    formula.span(),
                    "'" + FormulaText.of(formula.function()) + "' takes " + count + " argument"
                            + (count == 1 ? "" : "s") + " (" + String.join(", ", function.names()) + "), here are "
                            + values.size(),
                    "");
        }
        if (isTwice) {
            derivatives.requirePointsAndTangents(formula, function);
        }
        try {
            return function.at(values);
        } catch (ArgumentException e) {
            throw new FormulaException(
                    arguments.get(Math.min(e.argument(), arguments.size() - 1)).span(), e.getMessage(), "");
        } catch (FormulaException e) {
            throw formula.span().contains(e.span()) ? e : e.usedBy("'" + FormulaText.of(formula) + "'");
        }
    }

    private Meaning builtIn(Formula.Application formula, String name, Frame frame) {
        List<Formula> arguments = formula.arguments();
        if (name.equals("I") || name.equals("ones") || name.equals("zeros")) {
            return constant(formula, name, frame);
        }
        List<Meaning> meanings = arguments.stream()
                .map(argument -> evaluator.evaluate(argument, frame))
                .toList();
        List<Meaning.FunctionValue> functions = meanings.stream()
                .filter(Meaning.FunctionValue.class::isInstance)
                .map(Meaning.FunctionValue.class::cast)
                .toList();
        if (name.equals("compose")) {
            return composed(formula, functions);
        }
        if (functions.isEmpty()) {
            return library(formula, name, meanings);
        }
        return new Meaning.FunctionValue(
                functions.get(0).names(),
                FormulaText.of(formula),
                at -> library(
                        formula,
                        name,
                        meanings.stream()
                                .map(each -> each instanceof Meaning.FunctionValue function ? function.at(at) : each)
                                .toList()));
    }

    private static Meaning composed(Formula.Application formula, List<Meaning.FunctionValue> functions) {
        if (functions.size() != 2) {
            throw new FormulaException(formula.span(), "f o g is made of two functions", "");
        }
        Meaning.FunctionValue outer = functions.get(0);
        Meaning.FunctionValue inner = functions.get(1);
        return new Meaning.FunctionValue(
                inner.names(), FormulaText.of(formula), arguments -> outer.at(List.of(inner.at(arguments))));
    }

    private Value library(Formula.Application formula, String name, List<? extends Meaning> meanings) {
        List<Meaning> values = new ArrayList<>();
        for (int i = 0; i < meanings.size(); i++) {
            values.add(evaluator.value(meanings.get(i), formula.arguments().get(i)));
        }
        return new FunctionLibrary(context).apply(name, formula, formula.arguments(), values);
    }

    /** I(d), ones(d), zeros(d), and I times something in brackets. */
    private Meaning constant(Formula.Application formula, String name, Frame frame) {
        List<Formula> arguments = formula.arguments();
        Optional<Dimension> size =
                arguments.size() == 1 ? evaluator.indexing().dimension(arguments.get(0), frame) : Optional.empty();
        if (size.isEmpty() && name.equals("I") && arguments.size() == 1) {
            Value factor = evaluator.value(arguments.get(0), frame);
            return evaluator
                    .arithmetic()
                    .product(
                            new Formula.Binary(
                                    formula.span(), Formula.Infix.TIMES, formula.function(), arguments.get(0)),
                            Value.of(context.number(1), ValueType.IDENTITY),
                            factor);
        }
        Dimension d = size.orElseThrow(() -> new FormulaException(formula.span(), name + "(d) takes a dimension", ""));
        int n = context.size(d);
        return name.equals("I")
                ? Value.of(context.identity(n), ValueType.square(d))
                : Value.of(
                        Ops.reshape(context.fill(Shape.of(n), name.equals("ones") ? 1 : 0), Shape.of(n)),
                        ValueType.column(d));
    }
}
