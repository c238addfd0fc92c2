package dualflow.tensor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** The components of ops' records: an op's parameters besides tensors. */
public final class Components {
    private static final ClassValue<List<Component>> OF_CLASS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            List<Component> components = new ArrayList<>();
            if (type.isRecord()) {
                for (RecordComponent component : type.getRecordComponents()) {
                    Method accessor = component.getAccessor();
                    accessor.setAccessible(true); // the record of a user's op may be private
                    components.add(new Component(component.getName(), accessor));
                }
            }
            return List.copyOf(components);
        }
    };

    private Components() {}

    private record Component(String name, Method accessor) {}

    /**
     * A component of a record.
     *
     * @param name its name
     * @param value its value
     */
    public record Named(String name, Object value) {}

    /**
     * An op's components.
     *
     * @param op the op
     * @return its record's components in order; none for an op that is not a record
     */
    public static List<Named> of(Op op) {
        List<Named> values = new ArrayList<>();
        for (Component component : OF_CLASS.get(op.getClass())) {
            try {
                values.add(new Named(component.name(), component.accessor().invoke(op)));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(
                        "component " + component.name() + " of op " + op.name() + " has no value", e);
            }
        }
        return values;
    }
}
