package dualflow.semantics;

import dualflow.op.Ops;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.syntax.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Evaluates formulas: every construction of the language by the ops of the engine. A subterm is evaluated once for each binding of the names
 * that it depends on. On a device without numbers the same evaluation is the check of types.
 */
final class Evaluator {
    private static final int MOST_NESTED = 1200;

    final Context context;
    private final ValueArithmetic arithmetic;
    private final Definitions definitions;
    private final Applications applications;
    private final Indexing indexing;
    private final IndexSums sums;
    private final BlockMatrix blocks;
    private final Derivatives derivatives;
    private final Means means;
    private final Flows flows;

    private int nested;

    Evaluator(Context context) {
        this.context = context;
        arithmetic = new ValueArithmetic(context);
        definitions = new Definitions(this);
        indexing = new Indexing(this);
        derivatives = new Derivatives(this);
        applications = new Applications(this, derivatives);
        sums = new IndexSums(this);
        blocks = new BlockMatrix(this);
        means = new Means(this);
        flows = new Flows(this);
    }

    ValueArithmetic arithmetic() {
        return arithmetic;
    }

    Indexing indexing() {
        return indexing;
    }

    IndexSums sums() {
        return sums;
    }

    /** The value of a formula that must be one. */
    Value value(Formula formula, Frame frame) {
        return value(evaluate(formula, frame), formula);
    }

    /** A meaning as a value: an index as its number. */
    Value value(Meaning meaning, Formula formula) {
        if (meaning instanceof Value value) {
            return value;
        }
        if (meaning instanceof Meaning.Index index) {
            return indexing.number(index);
        }
        String text = FormulaText.of(formula);
        if (meaning instanceof Meaning.FunctionValue function) {
            throw new FormulaException(
                    formula.span(),
                    "'" + text + "' is a function, a value is needed",
                    "apply it: " + text + "(" + (function.names().isEmpty() ? "x" : String.join(", ", function.names()))
                            + ")");
        }
        throw new FormulaException(
                formula.span(),
                "'" + text + "' is a family of "
                        + (meaning instanceof Meaning.Family family
                                ? family.size()
                                : ((Meaning.FunctionFamily) meaning).size()),
                "write " + text + "[k]");
    }

    /** What a formula means where these names are bound. */
    Meaning evaluate(Formula formula, Frame frame) {
        context.count(formula, nested);
        if (formula instanceof Formula.Name name) {
            return definitions.meaning(name, frame);
        }
        if (formula instanceof Formula.Literal literal) {
            return context.literal(literal.value());
        }
        return kept(formula, frame, () -> computed(formula, frame));
    }

    /** The value of a subterm, which is computed once for each binding of the names that it depends on. */
    private Meaning kept(Formula formula, Frame frame, Supplier<Meaning> computed) {
        Optional<String> text = context.known.text(formula);
        if (text.isEmpty()) {
            return computed.get();
        }
        Frame binding = frame.binding(context.names.of(formula));
        return context.cached(new Subterm(binding, text.get()), computed);
    }

    /** A formula within the frame that binds what it depends on. */
    private record Subterm(Frame frame, String text) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Subterm subterm && frame == subterm.frame && text.equals(subterm.text);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(frame) + text.hashCode();
        }
    }

    private Meaning computed(Formula formula, Frame frame) {
        if (++nested > MOST_NESTED) {
            throw new FormulaException(formula.span(), "the definitions are nested too deeply here", "");
        }
        try {
            return construction(formula, frame);
        } finally {
            nested--;
        }
    }

    private Meaning construction(Formula formula, Frame frame) {
        if (formula instanceof Formula.Binary binary) {
            return binary(binary, frame);
        }
        if (formula instanceof Formula.Negation negation) {
            return lifted(negation.of(), frame, of -> ExponentialSums.negated(context, of), formula);
        }
        if (formula instanceof Formula.Transposed transposed) {
            return lifted(transposed.of(), frame, ValueArithmetic::transposed, formula);
        }
        if (formula instanceof Formula.Norm norm) {
            return lifted(norm.of(), frame, of -> norm(norm, of), formula);
        }
        if (formula instanceof Formula.Power power) {
            return lifted(
                    power.base(),
                    frame,
                    base -> Powers.power(context, power, base, value(power.exponent(), frame)),
                    formula);
        }
        if (formula instanceof Formula.Application application) {
            return applications.apply(application, frame);
        }
        if (formula instanceof Formula.Indexed indexed) {
            return indexing.indexed(indexed, frame);
        }
        if (formula instanceof Formula.Over over) {
            return sums.over(over, frame);
        }
        if (formula instanceof Formula.Blocks rows) {
            return blocks.of(rows, frame);
        }
        if (formula instanceof Formula.Entries entries) {
            return blocks.of(entries, frame);
        }
        if (formula instanceof Formula.Mean mean) {
            return means.mean(mean, frame);
        }
        if (formula instanceof Formula.Density density) {
            return means.density(density, frame);
        }
        if (formula instanceof Formula.FlowMap flow) {
            return flows.flow(flow, frame);
        }
        if (formula instanceof Formula.Integral integral) {
            return flows.integral(integral, frame);
        }
        if (formula instanceof Formula.TotalDerivative total) {
            return derivatives.total(total, frame);
        }
        if (formula instanceof Formula.Blend blend) {
            return blended(blend, frame);
        }
        if (formula instanceof Formula.Operator) {
            String text = FormulaText.of(formula);
            throw new FormulaException(formula.span(), "'" + text + "' needs its function: " + text + "(f)(x)", "");
        }
        throw new FormulaException(formula.span(), "O(..) is the last term of an equation", "");
    }

    /** What stands to the left is computed from within, not by recursion: a sum of many terms is deep there. */
    private Meaning binary(Formula.Binary outermost, Frame frame) {
        List<Formula.Binary> all = outermost.fromWithin();
        Meaning left = evaluate(all.get(0).left(), frame);
        for (Formula.Binary next : all.subList(0, all.size() - 1)) {
            Meaning before = left;
            left = kept(next, frame, () -> combined(next, before, frame));
        }
        return combined(outermost, left, frame);
    }

    private Meaning combined(Formula.Binary binary, Meaning left, Frame frame) {
        return lifted(
                List.of(binary.left(), binary.right()),
                List.of(left, evaluate(binary.right(), frame)),
                of -> arithmetic.apply(binary, of.get(0), of.get(1)),
                binary);
    }

    /** Applies an operation to a value, and to a function pointwise. */
    private Meaning lifted(Formula operand, Frame frame, UnaryOperator<Value> operation, Formula formula) {
        return lifted(List.of(operand), List.of(evaluate(operand, frame)), of -> operation.apply(of.get(0)), formula);
    }

    private Meaning lifted(
            List<Formula> operands, List<Meaning> meanings, Function<List<Value>, Value> operation, Formula formula) {
        List<Meaning.FunctionValue> functions = meanings.stream()
                .filter(Meaning.FunctionValue.class::isInstance)
                .map(Meaning.FunctionValue.class::cast)
                .toList();
        if (functions.isEmpty()) {
            return operation.apply(values(operands, meanings));
        }
        List<String> names = functions.get(0).names();
        if (functions.stream().anyMatch(function -> function.names().size() != names.size())) {
            throw new FormulaException(
                    formula.span(),
                    "these functions take " + names.size() + " and "
                            + functions.get(1).names().size() + " arguments",
                    "write out the arguments");
        }
        return new Meaning.FunctionValue(
                names,
                FormulaText.of(formula),
                arguments -> operation.apply(values(
                        operands,
                        meanings.stream()
                                .map(meaning -> meaning instanceof Meaning.FunctionValue function
                                        ? function.at(arguments)
                                        : meaning)
                                .toList())));
    }

    private List<Value> values(List<Formula> operands, List<? extends Meaning> meanings) {
        ArrayList<Value> values = new ArrayList<>();
        for (int i = 0; i < meanings.size(); i++) {
            values.add(value(meanings.get(i), operands.get(i)));
        }
        return values;
    }

    private Value norm(Formula.Norm formula, Value value) {
        if (value.type().isMatrix() || value.type().isIdentity()) {
            String text = FormulaText.of(formula.of());
            throw new FormulaException(
                    formula.span(),
                    "'|" + text + "|' of " + value.type() + " can be read in two ways",
                    "det(" + text + ") is the determinant, norm(" + text + ") the Frobenius norm");
        }
        return arithmetic.norm(value);
    }

    /** a + (b - a) cos(..), with an angle that differs from entry to entry. */
    private Meaning blended(Formula.Blend blend, Frame frame) {
        Meaning first = evaluate(blend.formula(), frame);
        Meaning second = evaluate(blend.changed(), frame);
        if (!(first instanceof Value a)
                || !(second instanceof Value b)
                || !a.tensor().shape().equals(b.tensor().shape())) {
            return second;
        }
        double[] angles = new double[a.tensor().shape().size()];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = 1.7 + 2.3 * i;
        }
        var angle = Ops.add(Ops.scale(a.tensor(), 5), context.tensor(a.tensor().shape(), angles));
        return new Value(
                Ops.add(a.tensor(), Ops.multiply(Ops.subtract(b.tensor(), a.tensor()), Ops.cos(angle))),
                a.type(),
                a.degree().max(b.degree()));
    }

    /** Whether a formula stands for a function, without evaluating it. */
    boolean isFunction(Formula formula, Frame frame) {
        if (formula instanceof Formula.Name name) {
            Optional<Meaning> bound = frame.find(name.name());
            if (bound.isPresent()) {
                return bound.get() instanceof Meaning.FunctionValue;
            }
            return context.scope.find(name.name()).orElse(null) instanceof Symbol.Definition definition
                    && definition.index().isEmpty()
                    && defines(definition, frame);
        }
        if (formula instanceof Formula.Density || formula instanceof Formula.FlowMap) {
            return true;
        }
        if (formula instanceof Formula.Indexed indexed && indexed.of() instanceof Formula.Name name) {
            Optional<Meaning> bound = frame.find(name.name());
            if (bound.isPresent()) {
                return bound.get() instanceof Meaning.FunctionFamily;
            }
            return context.scope.find(name.name()).orElse(null) instanceof Symbol.Definition definition
                    && definition.index().isPresent()
                    && defines(definition, frame);
        }
        if (formula instanceof Formula.Application application) {
            boolean operator = application.function() instanceof Formula.Operator;
            boolean builtIn = application.function() instanceof Formula.Name name
                    && !frame.binds(name.name())
                    && context.scope.find(name.name()).isEmpty();
            return (operator && isFunction(application.arguments().get(0), frame))
                    || (builtIn && application.arguments().stream().anyMatch(each -> isFunction(each, frame)));
        }
        if (formula instanceof Formula.Over over) {
            return isFunction(over.body(), frame);
        }
        return (formula instanceof Formula.Binary
                        || formula instanceof Formula.Negation
                        || formula instanceof Formula.Transposed
                        || formula instanceof Formula.Norm
                        || formula instanceof Formula.Power)
                && formula.hasPart(part -> isFunction(part, frame));
    }

    /** Whether a definition is that of a function; what is bound around its use are values and indices, which do not matter. */
    private boolean defines(Symbol.Definition definition, Frame frame) {
        if (definition.parameters().isPresent()) {
            return true;
        }
        Boolean known = context.known.functions.get(definition.name());
        if (known == null) {
            known = isFunction(definition.body(), frame);
            context.known.functions.put(definition.name(), known);
        }
        return known;
    }

    /** Bindings of parameters to arguments. */
    static Map<String, Meaning> bindings(List<String> names, List<? extends Meaning> meanings) {
        Map<String, Meaning> bindings = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            bindings.put(names.get(i), meanings.get(i));
        }
        return bindings;
    }
}
