package dualflow.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes what a text tells about a person or a place: paths, and the names of the user and of the machine. */
final class PrivateText {
    /** What stands in place of a path. */
    static final String PATH = "(path)";

    /** What stands in place of a name. */
    static final String NAME = "(name)";

    /** A path of two names or more, but not a quotient such as GB/s; a web address stays. */
    private static final Pattern PATHS =
            Pattern.compile("(?<![\\w./)])(?:file:)?(?:~|[A-Za-z]:)?(?:[/\\\\][^\\s/\\\\:;,'\"()<>|]+){2,}[/\\\\]?");

    /** Names that tell nothing, and are words too. */
    private static final List<String> USUAL = List.of("root", "user", "localhost");

    private static final int SHORTEST = 2;

    private final List<String> folders;
    private final List<Pattern> names;

    private PrivateText(List<String> folders, List<String> names) {
        this.folders =
                folders.stream().filter(folder -> folder.length() > SHORTEST).toList();
        this.names = names.stream()
                .filter(name -> name.length() >= SHORTEST && !USUAL.contains(name))
                .map(name -> Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])"))
                .toList();
    }

    /**
     * Of this machine and its user.
     *
     * @param properties Java's properties
     * @param environment the variables of the environment
     * @param host the name of the machine; empty if it is unknown
     */
    static PrivateText of(Map<?, ?> properties, Map<String, String> environment, String host) {
        List<String> folders = new ArrayList<>();
        for (String key : List.of("user.home", "user.dir", "java.io.tmpdir", "java.home")) {
            folders.add(String.valueOf(properties.get(key)));
        }
        List<String> names = new ArrayList<>(List.of(
                host,
                host.split("\\.", 2)[0],
                String.valueOf(properties.get("user.name")),
                environment.getOrDefault("USER", ""),
                environment.getOrDefault("HOSTNAME", "")));
        Path home = Path.of(String.valueOf(properties.get("user.home"))).getFileName();
        names.add(home == null ? "" : home.toString());
        return new PrivateText(folders, names);
    }

    String without(String text) {
        String result = text;
        for (String folder : folders) { // which may contain blanks
            result = result.replace(folder, "/folder/of");
        }
        result = PATHS.matcher(result).replaceAll(Matcher.quoteReplacement(PATH));
        for (Pattern name : names) {
            result = name.matcher(result).replaceAll(Matcher.quoteReplacement(NAME));
        }
        return result;
    }
}
