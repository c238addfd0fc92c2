package dualflow.semantics;

import dualflow.device.meta.MetaDevice;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.tensor.LargeShapeException;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The type of a name.
 *
 * @param symbol what the name stands for
 * @param type as declared, or as follows from the definition, such as R^d; of a function also its arguments'
 * @param shape at some sizes, such as [2, 2]; empty for functions and dimensions
 */
public record NameType(Symbol symbol, String type, String shape) {

    /**
     * The types of all names that a claim could use, without computing.
     *
     * @param claim the claim
     * @param sizes of all dimensions of its scope
     * @return in the order in which the names were declared
     * @throws FormulaException if the types within a definition do not fit
     */
    public static List<NameType> of(Statement claim, Map<String, Integer> sizes) {
        Needs all = new Needs(claim.scope());
        try (MetaDevice device = new MetaDevice(SizeException.MOST_BYTES)) {
            Mode mode = new Mode(device, DType.FLOAT64, Context.TYPES_ONLY, Mode.Rounding.NONE, 0);
            Evaluator evaluator =
                    new Evaluator(new Context(new Known(claim.scope()), sizes, mode, new Context.Uses(), Watch.NOBODY));
            return new Finder(evaluator, all, drawn(evaluator, all, sizes, device)).find();
        } catch (SizeException | LargeShapeException | DeviceException e) {
            throw SizeException.refusal(claim, sizes, e);
        }
    }

    /** One draw: as in a program of rows, the axis of the draws is not seen. */
    private static Frame drawn(Evaluator evaluator, Needs all, Map<String, Integer> sizes, Device device) {
        DrawTensors tensors = DrawTensors.shapes(all, sizes);
        List<Tensor> one = new ArrayList<>();
        for (Tensor x : tensors.on(device, DType.FLOAT64)) {
            one.add(device.fill(DType.FLOAT64, x.shape().trailing(x.shape().rank() - 1), 0));
        }
        return new Frame(new DrawnQuantities(evaluator, all).bindings(tensors.keys(), one));
    }

    private static final class Finder {
        private final Evaluator evaluator;
        private final Needs all;
        private final Frame drawn;
        private Frame sampled;
        private final Map<String, UndecidedException> notExact = new LinkedHashMap<>();

        Finder(Evaluator evaluator, Needs all, Frame drawn) {
            this.evaluator = evaluator;
            this.all = all;
            this.drawn = drawn;
            sampled = drawn;
        }

        List<NameType> find() {
            return all.symbols().stream().map(this::type).toList();
        }

        private NameType type(Symbol symbol) {
            if (symbol instanceof Symbol.Size size) {
                return new NameType(symbol, size.least() + ".." + size.most(), "");
            }
            if (symbol instanceof Symbol.Given given) {
                String members =
                        given.family().map(count -> ", a family of " + count).orElse("");
                Meaning meaning = drawn.find(given.name()).orElseThrow();
                return new NameType(symbol, TypeText.of(given.type()) + members, shape(meaning));
            }
            if (symbol instanceof Symbol.Random random) {
                try {
                    Meaning meaning = random(random);
                    sampled = sampled.with(random.name(), meaning);
                    return new NameType(symbol, "random, " + text(meaning), shape(meaning));
                } catch (UndecidedException e) {
                    notExact.put(random.name(), e);
                    return notExact(symbol, e);
                }
            }
            return defined((Symbol.Definition) symbol);
        }

        private Meaning random(Symbol.Random random) {
            List<Symbol.Random> one = List.of(random);
            DiscreteSources discrete = new DiscreteSources(evaluator, one, Map.of(), sampled);
            if (!discrete.isEmpty()) {
                List<Tensor> rows = discrete.values(sampled).stream()
                        .map(all -> evaluator.context.fill(
                                all.shape().trailing(all.shape().rank() - 1), 0))
                        .toList();
                return discrete.atom(sampled, rows).frame().find(random.name()).orElseThrow();
            }
            GaussianSources normal = new GaussianSources(evaluator, one, sampled);
            Tensor eps = evaluator.context.fill(Shape.of(normal.dimension()), 0);
            return normal.bind(eps, sampled, Degree.LINEAR).find(random.name()).orElseThrow();
        }

        private static NameType notExact(Symbol symbol, UndecidedException why) {
            return new NameType(symbol, "not exact: " + why.getMessage(), "");
        }

        private NameType defined(Symbol.Definition definition) {
            Set<String> names = evaluator.context.names.of(definition.name());
            for (Map.Entry<String, UndecidedException> random : notExact.entrySet()) {
                if (names.contains(random.getKey())) {
                    return notExact(definition, random.getValue());
                }
            }
            boolean isRandom = names.stream()
                    .anyMatch(name -> evaluator.context.scope.find(name).orElse(null) instanceof Symbol.Random);
            try {
                Meaning meaning = evaluator.evaluate(new Formula.Name(definition.span(), definition.name()), sampled);
                return new NameType(definition, (isRandom ? "random, " : "") + text(meaning), shape(meaning));
            } catch (UndecidedException e) {
                return notExact(definition, e);
            }
        }

        private String text(Meaning meaning) {
            if (meaning instanceof Value value) {
                return value.type().toString();
            }
            if (meaning instanceof Meaning.Index index) {
                return "index(" + index.size() + ")";
            }
            if (meaning instanceof Meaning.Family family) {
                return family.member().type() + ", a family of " + family.size();
            }
            if (meaning instanceof Meaning.FunctionFamily family) {
                return text(family.member().apply(evaluator.indexing().fixed(family.size(), 1))) + ", a family of "
                        + family.size();
            }
            return function((Meaning.FunctionValue) meaning);
        }

        /** A function's parameters have no types; those of given quantities of the same names are what is meant by them. */
        private String function(Meaning.FunctionValue function) {
            List<Optional<Meaning>> arguments =
                    function.names().stream().map(drawn::find).toList();
            String names = "(" + String.join(", ", function.names()) + ")";
            if (function.names().isEmpty() || arguments.stream().anyMatch(Optional::isEmpty)) {
                return "function of " + names;
            }
            try {
                Value value = function.at(
                        arguments.stream().map(Optional::orElseThrow).toList());
                return arguments.stream()
                                .map(Optional::orElseThrow)
                                .map(this::text)
                                .collect(Collectors.joining(", ", "(", ")"))
                        + " -> " + value.type();
            } catch (FormulaException | UndecidedException e) {
                return "function of " + names;
            }
        }

        private static String shape(Meaning meaning) {
            if (meaning instanceof Value value) {
                return value.type().isIdentity() ? "" : value.tensor().shape().toString();
            }
            return meaning instanceof Meaning.Family family
                    ? family.all().shape().toString()
                    : "";
        }
    }
}
