package dualflow.semantics;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What names mean at a place: a link of bindings, within those around it. */
final class Frame {
    private final Map<String, Meaning> bindings;
    private final Frame outer;

    /** The outermost bindings. */
    Frame(Map<String, ? extends Meaning> bindings) {
        this(bindings, null);
    }

    private Frame(Map<String, ? extends Meaning> bindings, Frame outer) {
        this.bindings = Map.copyOf(bindings);
        this.outer = outer;
    }

    /** More bindings within these. */
    Frame with(Map<String, ? extends Meaning> more) {
        return new Frame(more, this);
    }

    Frame with(String name, Meaning meaning) {
        return with(Map.of(name, meaning));
    }

    Optional<Meaning> find(String name) {
        for (Frame frame = this; frame != null; frame = frame.outer) {
            Meaning meaning = frame.bindings.get(name);
            if (meaning != null) {
                return Optional.of(meaning);
            }
        }
        return Optional.empty();
    }

    boolean binds(String name) {
        return find(name).isPresent();
    }

    /** The innermost frame that binds one of these names, or the outermost one: whatever depends on these names alone is the same in both. */
    Frame binding(Set<String> names) {
        Frame frame = this;
        while (frame.outer != null && frame.bindings.keySet().stream().noneMatch(names::contains)) {
            frame = frame.outer;
        }
        return frame;
    }
}
