package dualflow.cli;

import dualflow.bench.PeerComparison;
import dualflow.nn.Architecture;
import dualflow.syntax.Builtins;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/**
 * The lists of networks, cases and functions in help texts, taken from the lists that the code uses. Descriptions use {@code
 * ${bundle:list.networks}} for all names, {@code ${bundle:networks.heads}} for the networks with a given setting, and {@code
 * ${bundle:usual.heads}} for the same with its published values.
 */
final class HelpLists extends ResourceBundle {
    private Map<String, String> texts;

    /** Computes the lists on first use: most commands need none, and the networks take a tenth of the time in which they start. */
    @Override
    protected synchronized Object handleGetObject(String key) {
        if (!key.matches("(list|networks|usual)\\..*")) {
            return null; // picocli asks for every heading and description by a name of its own
        }
        if (texts == null) {
            texts = texts();
        }
        return texts.get(key);
    }

    /** None: picocli reads them at once, and looks no key up here but those that descriptions name. */
    @Override
    public Enumeration<String> getKeys() {
        return Collections.emptyEnumeration();
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("list.networks", joined(Architecture.names(), " or "));
        texts.put("list.classifiers", joined(Architecture.names(Architecture.Kind.CLASSIFIER), " or "));
        texts.put(
                "list.imageNetworks",
                joined(
                        Architecture.names().stream()
                                .filter(name -> Architecture.named(name).makesImages())
                                .toList(),
                        " or "));
        texts.put("list.functions", String.join(", ", Builtins.functions()));
        texts.put("list.cases", String.join(", ", PeerComparison.groups()));
        namesByValue().forEach((setting, names) -> {
            texts.put(
                    "networks." + setting,
                    joined(names.values().stream().flatMap(List::stream).toList(), " and "));
            texts.put(
                    "usual." + setting,
                    names.entrySet().stream()
                            .map(usual -> joined(usual.getValue(), " and ") + ", default " + usual.getKey())
                            .collect(Collectors.joining("; ")));
        });
        return texts;
    }

    /** The names of the networks that have a setting, by setting and published value. */
    private static Map<String, Map<String, List<String>>> namesByValue() {
        Map<String, Map<String, List<String>>> all = new LinkedHashMap<>();
        for (String name : Architecture.names()) {
            Architecture.named(name)
                    .settings()
                    .forEach((setting, value) -> all.computeIfAbsent(setting, s -> new LinkedHashMap<>())
                            .computeIfAbsent(value, v -> new ArrayList<>())
                            .add(name));
        }
        return all;
    }

    private static String joined(List<String> names, String last) {
        int end = names.size() - 1;
        return end == 0 ? names.get(0) : String.join(", ", names.subList(0, end)) + last + names.get(end);
    }
}
