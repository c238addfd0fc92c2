package dualflow.bench;

import dualflow.nn.Architecture;
import dualflow.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is computed, as text by key, so that it can be sent through a pipe: a {@code kind} with its sizes, a {@code method}, and the
 * {@code folder} of its arrays.
 *
 * @param settings text by key
 */
record Case(Map<String, String> settings) {
    private static final List<String> KINDS = List.of("product", "convolution", "model", "training", "euler", "solver");

    Case {
        settings = new LinkedHashMap<>(settings);
        if (!KINDS.contains(settings.get("kind"))) {
            throw new IllegalArgumentException("there is no kind of case '" + settings.get("kind") + "'");
        }
    }

    static Case of(String kind, String... keysAndValues) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("kind", kind));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Case(settings);
    }

    /** The case described by words of the form KEY=VALUE. */
    static Case parse(List<String> words) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + word + "' is not KEY=VALUE");
            }
            settings.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return new Case(settings);
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        settings.forEach((key, value) -> words.add(key + "=" + value));
        return words;
    }

    Case with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(key, value);
        return new Case(changed);
    }

    String kind() {
        return settings.get("kind");
    }

    String method() {
        return settings.getOrDefault("method", "");
    }

    Path folder() {
        return Path.of(settings.get("folder"));
    }

    int number(String key) {
        String value = settings.get(key);
        if (value == null) {
            throw new IllegalArgumentException("a case of kind " + kind() + " needs the setting " + key);
        }
        return Integer.parseInt(value);
    }

    /** The network, from the case's own settings. */
    Architecture architecture() {
        Architecture architecture = Architecture.named(settings.get("model"));
        for (String key : architecture.settings().keySet()) {
            if (settings.containsKey(key)) {
                architecture = architecture.with(key, settings.get(key));
            }
        }
        return architecture;
    }

    /** The shape of the points. */
    Shape samples() {
        return Shape.of(
                number("batch"), number("size"), number("size"), architecture().channels());
    }

    /** Multiplications and additions of a product or a direct convolution; 0 for others, since Winograd's needs fewer than its shape implies. */
    double flops() {
        if (method().equals("winograd")) {
            return 0;
        }
        return switch (kind()) {
            case "product" -> 2.0 * number("m") * number("k") * number("n");
            case "convolution" ->
                2.0 * 9 * number("batch") * number("size") * number("size") * number("in") * number("out");
            default -> 0;
        };
    }
}
