package dualflow.syntax;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the names of a claim stand for. Immutable. */
public final class Scope {
    /** Symbols that only grow in number: a scope sees the first of them, so that all claims of a file can share them. */
    static final class Growing {
        private final List<Symbol> symbols = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();

        void add(Symbol symbol) {
            Integer place = places.putIfAbsent(symbol.name(), symbols.size());
            if (place == null) {
                symbols.add(symbol);
            } else {
                symbols.set(place, symbol);
            }
        }

        private View first() {
            return new View(this, symbols.size());
        }
    }

    private record View(Growing all, int count) {
        Optional<Symbol> find(String name) {
            return Optional.ofNullable(all.places.get(name))
                    .filter(place -> place < count)
                    .map(all.symbols::get);
        }

        List<Symbol> symbols() {
            return all.symbols.subList(0, count);
        }
    }

    private final View outer;
    private final View inner;

    /**
     * A scope.
     *
     * @param symbols in the order in which they were declared
     */
    public Scope(Collection<? extends Symbol> symbols) {
        this(growing(symbols), new Growing());
    }

    /** The symbols that there are now, those of {@code inner} before those of {@code outer} where both have a name. */
    Scope(Growing outer, Growing inner) {
        this.outer = outer.first();
        this.inner = inner.first();
    }

    private static Growing growing(Collection<? extends Symbol> symbols) {
        Growing growing = new Growing();
        symbols.forEach(growing::add);
        return growing;
    }

    /**
     * What a name stands for.
     *
     * @param name the name
     * @return its symbol, or nothing
     */
    public Optional<Symbol> find(String name) {
        return inner.find(name).or(() -> outer.find(name));
    }

    /**
     * All symbols.
     *
     * @return in the order in which they were declared
     */
    public Collection<Symbol> symbols() {
        List<Symbol> symbols = new ArrayList<>(outer.symbols());
        symbols.addAll(inner.symbols());
        return symbols;
    }

    /**
     * A scope in which one symbol is another.
     *
     * @param symbol replaces the one of its name
     * @return the other scope
     */
    public Scope with(Symbol symbol) {
        Growing changed = growing(symbols());
        changed.add(symbol);
        return new Scope(changed, new Growing());
    }
}
