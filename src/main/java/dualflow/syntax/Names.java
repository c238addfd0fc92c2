package dualflow.syntax;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The names that are known while a text is parsed: those of the preamble, of the section, and the bound variables around. */
final class Names {
    /** A statement rests on a name whose own declaration is wrong; it is left out without a message of its own. */
    static final class RestsOnError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RestsOnError() {
            super("", null, false, false);
        }
    }

    private final SourceText source;
    private final Scope.Growing preamble = new Scope.Growing();
    private Scope.Growing section = new Scope.Growing();
    private Scope scope = new Scope(preamble, section);
    private final Set<String> wrongInPreamble = new HashSet<>();
    private final Set<String> wrongInSection = new HashSet<>();
    private final Deque<Map<String, Symbol>> bound = new ArrayDeque<>();
    private final Set<String> functions = new HashSet<>();
    private final Set<String> random = new HashSet<>();
    private final Map<String, Integer> depths = new LinkedHashMap<>();

    /** Types of quantities that need no declaration; null where every name needs one. */
    private Map<String, ? extends Symbol.Type> assumed;

    private boolean isInSection;

    Names(SourceText source) {
        this.source = source;
    }

    /** The names of a scope, for an expression in it. */
    static Names of(Scope scope, SourceText source) {
        Names names = new Names(source);
        scope.symbols().forEach(names::add);
        return names;
    }

    /** The names of a formula that stands alone: quantities of these types, and all others numbers. Each is declared by its first use. */
    static Names open(Map<String, ? extends Symbol.Type> types, SourceText source) {
        Names names = new Names(source);
        names.assumed = Map.copyOf(types);
        return names;
    }

    /** Whether names need no declaration. */
    boolean areOpen() {
        return assumed != null;
    }

    /** Declares a name as a number, where names need no declaration; else returns false. */
    boolean assume(String name) {
        if (areOpen()) {
            assume(name, new Symbol.Simple(Symbol.Kind.NUMBER, List.of()));
        }
        return areOpen();
    }

    private void assume(String name, Symbol.Type type) {
        add(new Symbol.Given(name, new Span(0, 0), Optional.empty(), type, List.of()));
    }

    /** Forgets the names since the last section. */
    void beginSection() {
        isInSection = true;
        section = new Scope.Growing();
        scope = new Scope(preamble, section);
        wrongInSection.clear();
    }

    /** Binds variables until {@link #unbind}. */
    void bind(List<Symbol.Bound> variables) {
        Map<String, Symbol> map = new LinkedHashMap<>();
        variables.forEach(variable -> map.put(variable.name(), variable));
        bound.push(map);
    }

    void unbind() {
        bound.pop();
    }

    /** Forgets all bound variables, after an error within. */
    void unbindAll() {
        bound.clear();
    }

    Optional<Symbol> find(String name) {
        for (Map<String, Symbol> variables : bound) {
            if (variables.containsKey(name)) {
                return Optional.of(variables.get(name));
            }
        }
        if (wrongInSection.contains(name) || wrongInPreamble.contains(name)) {
            throw new RestsOnError();
        }
        if (areOpen() && assumed.containsKey(name) && scope.find(name).isEmpty()) {
            assume(name, assumed.get(name));
        }
        return scope.find(name);
    }

    boolean isDeclared(String name) {
        return find(name).isPresent();
    }

    Set<String> visibleNames(Predicate<Symbol> which) {
        Set<String> names = new LinkedHashSet<>();
        scope.symbols().stream().filter(which).forEach(symbol -> names.add(symbol.name()));
        return names;
    }

    /** All names that an expression may use here, for suggestions. */
    Set<String> all() {
        Set<String> names = visibleNames(symbol -> true);
        bound.forEach(variables -> names.addAll(variables.keySet()));
        Builtins.all().stream()
                .filter(builtin -> builtin.isReserved() || builtin.name().length() > 1) // a letter is near to any other
                .map(Builtins.Builtin::name)
                .forEach(names::add);
        names.addAll(Builtins.OPERATORS);
        return names;
    }

    void declare(Symbol symbol) {
        String name = symbol.name();
        Optional<Symbol> old = find(name);
        if (old.isPresent()) {
            throw new FormulaException(
                    symbol.span(),
                    "'" + name + "' is already declared on line "
                            + source.line(old.get().span().from()),
                    "take another name, or begin a new 'section'");
        }
        if (Builtins.isReserved(name)) {
            throw new FormulaException(symbol.span(), "'" + name + "' is a name of the language", "take another name");
        }
        add(symbol);
    }

    private void add(Symbol symbol) {
        Roles roles = new Roles(this);
        set(functions, symbol.name(), roles.declaresFunction(symbol));
        set(random, symbol.name(), roles.declaresRandom(symbol));
        depths.put(symbol.name(), symbol instanceof Symbol.Definition let ? new Depth(this).of(let.body()) : 0);
        (isInSection ? section : preamble).add(symbol);
        scope = new Scope(preamble, section);
    }

    private static void set(Set<String> names, String name, boolean belongs) {
        if (belongs) {
            names.add(name);
        } else {
            names.remove(name);
        }
    }

    /** Notes names whose declaration is wrong, unless they are declared. */
    void noteWrong(Collection<String> names) {
        names.stream()
                .filter(name -> scope.find(name).isEmpty())
                .forEach((isInSection ? wrongInSection : wrongInPreamble)::add);
    }

    private boolean isBound(String name) {
        return bound.stream().anyMatch(variables -> variables.containsKey(name));
    }

    /** Whether a name is a function, or a family of functions. */
    boolean isFunction(String name) {
        return !isBound(name) && functions.contains(name);
    }

    /** Whether a name is a random quantity, or defined by one. */
    boolean isRandom(String name) {
        return !isBound(name) && random.contains(name);
    }

    /** How deep the definition behind a name is nested, its own definitions included. */
    int depth(String name) {
        return isBound(name) ? 0 : depths.getOrDefault(name, 0);
    }

    /** The number of members, where a name is a family. */
    Optional<Dimension> family(String name) {
        return find(name)
                .flatMap(symbol -> symbol instanceof Symbol.Given given
                        ? given.family()
                        : symbol instanceof Symbol.Definition definition ? definition.size() : Optional.empty());
    }

    Scope scope() {
        return scope;
    }
}
