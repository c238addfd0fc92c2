package dualflow.semantics;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.syntax.Symbol;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Means, covariances, probabilities and densities, exactly: what takes finitely many values is enumerated, and given those the normal quantities are
 * a function of one standard normal vector. A condition X = x must be affine in it, so that it is normal given the condition too.
 */
final class Means {
    private static final int MOST_SPHERE_DEGREE = 3; // to which the 2 d points on the axes are exact

    private final Evaluator evaluator;
    private final Context context;
    private final IdentityHashMap<Formula, Formula> products = new IdentityHashMap<>();

    Means(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
    }

    /**
     * What must be known of a mean before it is computed.
     *
     * @param dimension of the normal vector
     * @param type of the body
     * @param degree of the body in the normal vector
     * @param observed the types of the quantities that are conditioned on
     */
    record Probe(int dimension, ValueType type, Degree degree, List<ValueType> observed) {}

    /** What is averaged: its free names, a key for what is known of it, and its value where all sources are bound. */
    private record Body(Set<String> names, String text, boolean averagesWithin, Function<Frame, Value> at) {}

    Value mean(Formula.Mean formula, Frame frame) {
        List<Observation> observations = formula.conditions().stream()
                .map(condition -> observation(condition, frame))
                .toList();
        Formula first = formula.body().get(0);
        if (formula.averaging() == Formula.Averaging.PROBABILITY) {
            return average(formula, probability(formula, frame), observations, frame);
        }
        if (formula.averaging() == Formula.Averaging.MEAN) {
            if (formula.body().size() != 1) {
                throw new FormulaException(formula.span(), "E[...] has one quantity", "");
            }
            return average(formula, body(first), observations, frame);
        }
        Formula second = formula.body().get(formula.body().size() - 1);
        Value a = average(formula, body(first), observations, frame);
        Value b = second == first ? a : average(formula, body(second), observations, frame);
        if (formula.averaging() == Formula.Averaging.VARIANCE
                && (formula.body().size() != 1 || !a.type().isNumber())) {
            throw new FormulaException(formula.span(), "Var[...] is of one number", "Cov[X] for vectors");
        }
        Formula.Binary product = (Formula.Binary) products.computeIfAbsent(
                formula,
                key -> new Formula.Binary(
                        formula.span(), Formula.Infix.TIMES, first, new Formula.Transposed(second.span(), second)));
        Value ofProduct = average(formula, body(product), observations, frame);
        Value ofMeans = evaluator.arithmetic().product(product, a, ValueArithmetic.transposed(b));
        return new Value(
                Ops.subtract(ofProduct.tensor(), ofMeans.tensor()),
                ofProduct.type(),
                ofProduct.degree().max(ofMeans.degree()));
    }

    private Body body(Formula formula) {
        return new Body(
                context.names.of(formula),
                FormulaText.of(formula),
                context.names.averages(formula),
                frame -> evaluator.value(formula, frame));
    }

    private Observation observation(Formula.Condition condition, Frame frame) {
        return new Observation(condition.quantity(), condition.value(), evaluator.evaluate(condition.value(), frame));
    }

    private Body probability(Formula.Mean formula, Frame frame) {
        Formula quantity = formula.body().get(0);
        Symbol.Random source = categorical(quantity)
                .orElseThrow(() -> new FormulaException(formula.span(), "P[c = k | ...] is of a categorical c", ""));
        Formula written = formula.body().get(1);
        Meaning value = evaluator.evaluate(written, frame);
        return new Body(context.names.of(source.name()), "P " + source.name(), false, inner -> {
            Meaning.Index random = (Meaning.Index) inner.find(source.name()).orElseThrow();
            Meaning.Index wanted = index(new Observation(quantity, written, value), random.size());
            return Value.of(Ops.sum(Ops.multiply(random.marks(), wanted.marks())), ValueType.NUMBER);
        });
    }

    private Optional<Symbol.Random> categorical(Formula quantity) {
        return quantity instanceof Formula.Name name
                        && context.scope.find(name.name()).orElse(null) instanceof Symbol.Random random
                        && random.distribution() instanceof Symbol.Categorical
                ? Optional.of(random)
                : Optional.empty();
    }

    private Meaning.Index index(Observation observation, Dimension size) {
        if (observation.value() instanceof Meaning.Index index) {
            return index;
        }
        Dimension number = evaluator
                .indexing()
                .dimension(observation.written(), new Frame(Map.of()))
                .orElseThrow(() -> new FormulaException(
                        observation.written().span(),
                        "'" + FormulaText.of(observation.written()) + "' is no index",
                        ""));
        int value = context.size(number);
        if (value < 1 || value > context.size(size)) {
            throw new FormulaException(
                    observation.written().span(),
                    "'" + FormulaText.of(observation.quantity()) + "' is a number from 1 to " + size + " = "
                            + context.size(size) + ", it is never " + value,
                    size.terms().isEmpty() ? "" : "let " + size + " begin at " + value);
        }
        return evaluator.indexing().fixed(size, value);
    }

    /** p_X, a function of the point and of the parameters of X. */
    Meaning.FunctionValue density(Formula.Density formula, Frame frame) {
        Symbol symbol = context.scope.find(formula.of()).orElseThrow();
        List<String> names = new ArrayList<>(List.of("x"));
        Optional<Symbol.Definition> function = symbol instanceof Symbol.Definition definition
                        && definition.parameters().isPresent()
                ? Optional.of(definition)
                : Optional.empty();
        function.ifPresent(definition -> names.addAll(definition.parameters().get()));
        return new Meaning.FunctionValue(names, FormulaText.of(formula), at -> {
            Frame inner = function.map(definition -> frame.with(
                            Evaluator.bindings(definition.parameters().get(), at.subList(1, at.size()))))
                    .orElse(frame);
            Formula quantity = function.map(Symbol.Definition::body)
                    .orElseGet(() -> new Formula.Name(formula.span(), formula.of()));
            Observation observation = new Observation(quantity, formula, at.get(0));
            Value logarithm = average(formula, null, List.of(observation), inner);
            return new Value(Ops.exp(logarithm.tensor()), ValueType.NUMBER, Degree.nonlinear(logarithm.degree()))
                    .withForm(new Value.ExponentialOf(logarithm));
        });
    }

    /** The mean of a body given observations; without a body the logarithm of the density of what is observed. */
    private Value average(Formula formula, Body body, List<Observation> observations, Frame frame) {
        Set<String> names = new TreeSet<>(body == null ? Set.of() : body.names());
        observations.forEach(observation -> names.addAll(context.names.of(observation.quantity())));
        List<Symbol.Random> sources = context.names.sources(names);
        if (sources.isEmpty() && body != null && body.averagesWithin()) {
            return body.at().apply(frame);
        }
        if (sources.isEmpty()) {
            throw new FormulaException(formula.span(), "nothing is random here", "declare it: given X ~ normal(d)");
        }
        Map<String, Meaning.Index> fixed = new LinkedHashMap<>();
        List<Observation> continuous = new ArrayList<>();
        for (Observation observation : observations) {
            Optional<Symbol.Random> source = categorical(observation.quantity());
            if (source.isPresent()) {
                Symbol.Categorical of = (Symbol.Categorical) source.get().distribution();
                Dimension size =
                        DiscreteSources.weights(evaluator, of, frame).type().rows();
                fixed.put(source.get().name(), index(observation, size));
            } else {
                continuous.add(new Observation(
                        observation.quantity(),
                        observation.written(),
                        evaluator.value(observation.value(), observation.written())));
            }
        }
        DiscreteSources discrete = new DiscreteSources(evaluator, sources, fixed, frame);
        Probe probe = probe(body, continuous, discrete, sources, names, frame);
        require(body, discrete, probe);
        ConditionalMean mean =
                new ConditionalMean(evaluator, sources, continuous, probe, body == null ? null : body.at());
        if (discrete.isEmpty()) {
            ConditionalMean.Part part = mean.given(new DiscreteSources.Atom(frame, context.number(0)));
            Degree observed = degree(continuous);
            return body == null
                    ? new Value(part.logWeight(), ValueType.NUMBER, observed.times(2))
                    : new Value(part.mean(), probe.type(), resultDegree(body, sources, frame, observed, probe, true));
        }
        List<Tensor> rows = discrete.values(frame);
        List<Tensor> all = Autodiff.vmapAll(
                row -> {
                    ConditionalMean.Part part = mean.given(discrete.atom(frame, row));
                    return body == null ? List.of(part.logWeight()) : List.of(part.logWeight(), part.mean());
                },
                rows,
                IndexSums.allMapped(rows.size()));
        Degree observed = degree(continuous);
        if (body == null) {
            return new Value(Ops.logSumExp(all.get(0), 1), ValueType.NUMBER, Degree.nonlinear(observed));
        }
        Tensor weights = observations.isEmpty() ? Ops.exp(all.get(0)) : Ops.softmax(all.get(0), 1);
        return new Value(
                IndexSums.weighted(weights, all.get(1)),
                probe.type(),
                resultDegree(
                        body, sources, frame, observed, probe, discrete.combinations() == 1 || continuous.isEmpty()));
    }

    private static Degree degree(List<Observation> continuous) {
        return continuous.stream()
                .map(observation -> ((Value) observation.value()).degree())
                .reduce(Degree.NONE, Degree::max);
    }

    /** How a mean depends on noise that is averaged over around it. */
    private Degree resultDegree(
            Body body, List<Symbol.Random> sources, Frame frame, Degree observed, Probe probe, boolean single) {
        boolean outer = body.names().stream()
                .anyMatch(name ->
                        sources.stream().noneMatch(source -> source.name().equals(name))
                                && frame.find(name).orElse(null) instanceof Value value
                                && !value.degree().isNone());
        if ((outer && !probe.degree().isNone())
                || (!observed.isNone() && !(single && probe.degree().isPolynomial()))) {
            return Degree.NOT_POLYNOMIAL;
        }
        return observed.times(Math.max(probe.degree().total(), 1));
    }

    private void require(Body body, DiscreteSources discrete, Probe probe) {
        if (body != null && discrete.has(Symbol.Sphere.class) && probe.degree().total() > MOST_SPHERE_DEGREE) {
            throw new UndecidedException("a mean over the sphere is exact up to degree 3, this is "
                    + (probe.degree().isPolynomial()
                            ? "of degree " + (int) probe.degree().total()
                            : "no polynomial"));
        }
        if (discrete.has(Symbol.Uniform.class)) {
            context.uses.approximations().add("uniform");
        }
    }

    private Probe probe(
            Body body,
            List<Observation> continuous,
            DiscreteSources discrete,
            List<Symbol.Random> sources,
            Set<String> names,
            Frame frame) {
        List<Object> key = new ArrayList<>();
        key.add(context.sizes());
        key.add(body == null ? "density" : body.text());
        continuous.forEach(observation -> key.add(FormulaText.of(observation.quantity())));
        continuous.forEach(observation ->
                key.add(((Value) observation.value()).type() + " " + ((Value) observation.value()).isZero()));
        for (String name : names) {
            key.add(frame.find(name).orElse(null) instanceof Value value ? name + value.type() + value.degree() : name);
        }
        Probe known = context.known.probes.get(key);
        if (known == null) {
            known = probe(body, continuous, discrete, sources, frame);
            context.known.probes.put(key, known);
        }
        return known;
    }

    private Probe probe(
            Body body,
            List<Observation> continuous,
            DiscreteSources discrete,
            List<Symbol.Random> sources,
            Frame frame) {
        Frame atom = discrete.isEmpty() ? frame : discrete.first(frame).frame();
        GaussianSources gaussian = new GaussianSources(evaluator, sources, atom);
        Frame bound = gaussian.dimension() == 0
                ? atom
                : gaussian.bind(context.fill(Shape.of(gaussian.dimension()), 0), atom, Degree.LINEAR);
        List<ValueType> observed = new ArrayList<>();
        for (Observation observation : continuous) {
            observed.add(observed(observation, bound));
        }
        int size =
                observed.stream().mapToInt(type -> context.shape(type).size()).sum();
        if (size > gaussian.dimension()) {
            throw new FormulaException(
                    continuous.get(0).written() instanceof Formula.Density density
                            ? density.span()
                            : continuous.get(0).quantity().span(),
                    "'" + FormulaText.of(continuous.get(0).quantity())
                            + "' has no density: there is too little Gaussian noise in it",
                    "");
        }
        if (body == null) {
            return new Probe(gaussian.dimension(), ValueType.NUMBER, Degree.NONE, observed);
        }
        Value value = body.at().apply(bound);
        return new Probe(gaussian.dimension(), value.type(), value.degree(), observed);
    }

    private ValueType observed(Observation observation, Frame bound) {
        Formula quantity = observation.quantity();
        String text = FormulaText.of(quantity);
        Value random = evaluator.value(quantity, bound);
        if (random.degree().total() > 1) {
            throw new FormulaException(
                    quantity.span(),
                    "'" + text + "' is not linear in its Gaussian parts, so it cannot be conditioned on",
                    "");
        }
        Value value = (Value) observation.value();
        if (!random.type().equals(value.type()) && !value.isZero()) {
            throw new FormulaException(
                    quantity.span(), "'" + text + "' is " + random.type() + ", the value " + value.type(), "");
        }
        if (!random.type().isNumber() && !random.type().isColumn()) {
            throw new FormulaException(
                    quantity.span(),
                    "only numbers and vectors can be conditioned on, '" + text + "' is " + random.type(),
                    "");
        }
        return random.type();
    }
}
