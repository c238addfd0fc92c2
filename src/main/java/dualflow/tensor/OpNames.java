package dualflow.tensor;

import java.util.Locale;

/** The ops' names, each derived from its class's name once. */
final class OpNames extends ClassValue<String> {
    static final OpNames INSTANCE = new OpNames();

    private OpNames() {}

    @Override
    protected String computeValue(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
