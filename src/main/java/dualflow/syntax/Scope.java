package dualflow.syntax;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the names of a claim stand for. Immutable. */
public final class Scope {
    private final Map<String, Symbol> symbols;

    /**
     * A scope.
     *
     * @param symbols in the order in which they were declared
     */
    public Scope(Collection<? extends Symbol> symbols) {
        this.symbols = new LinkedHashMap<>();
        symbols.forEach(symbol -> this.symbols.put(symbol.name(), symbol));
    }

    /**
     * What a name stands for.
     *
     * @param name the name
     * @return its symbol, or nothing
     */
    public Optional<Symbol> find(String name) {
        return Optional.ofNullable(symbols.get(name));
    }

    /**
     * All symbols.
     *
     * @return in the order in which they were declared
     */
    public Collection<Symbol> symbols() {
        return java.util.Collections.unmodifiableCollection(symbols.values());
    }

    /**
     * A scope in which one symbol is another.
     *
     * @param symbol replaces the one of its name
     * @return the other scope
     */
    public Scope with(Symbol symbol) {
        Map<String, Symbol> changed = new LinkedHashMap<>(symbols);
        changed.put(symbol.name(), symbol);
        return new Scope(changed.values());
    }
}
