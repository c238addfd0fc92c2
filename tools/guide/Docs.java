import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes and checks the blocks of output in README.md and the guide; {@code tools/docs --help} says how.
 *
 * <p>A block stands between two marks, and the first says where it comes from:
 *
 * <pre>
 * &lt;!-- docs
 * run: the command, for bash at the root of the project; $OUT is an empty folder
 * show: the command as it is printed above the output, if it is another; "nothing" prints none
 * as: text (the default) or markdown
 * takes: the seconds it took when it was last run
 * sources: files and folders that decide the output
 * commit: the commit at which it was run
 * kept: for a block that is not run again: the commit up to which its sources may have changed, and why its figures stand
 * --&gt;
 * </pre>
 *
 * <p>No two dashes stand together in a comment, so they are written as {@code -\-}. In place of {@code run}, {@code file} names a file that is shown whole, and {@code measured} a command whose result stands in prose,
 * which is checked for its age and never written.
 */
public class Docs {
    private static final Pattern BLOCK =
            Pattern.compile("<!-- docs\\n(?<keys>(?:[a-z]+: [^\\n]*\\n)+)-->\\n(?<body>.*?)<!-- /docs -->\\n", Pattern.DOTALL);
    private static final Pattern TIME = Pattern.compile("\\b\\d+(\\.\\d+)?(e-?\\d+)? (ms|s|min)\\b");
    /** A line of a change that is more than a comment, an import or white space. */
    private static final Pattern CODE = Pattern.compile("^(?!\\+\\+\\+ |--- )[+-]\\s*(?!\\*|/\\*|//|import |package |\\s|$)");

    private static final double SHORT = 10;
    private static final Path ROOT = Path.of("").toAbsolutePath();

    private final List<String> faults = new ArrayList<>();
    private int ran;
    private int kept;

    /** What is to be done with the blocks. */
    private enum Mode {
        WRITE,
        WRITE_ALL,
        KEEP,
        CHECK
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(args));
        Mode mode = Mode.WRITE;
        String reason = null;
        if (words.remove("--check")) {
            mode = Mode.CHECK;
        } else if (words.remove("--long")) {
            mode = Mode.WRITE_ALL;
        } else if (words.size() > 1 && words.get(0).equals("--keep")) {
            mode = Mode.KEEP;
            reason = words.get(1);
            words = words.subList(2, words.size());
        }
        if (words.stream().anyMatch(word -> word.startsWith("-"))) {
            System.err.println("tools/docs does not know " + String.join(" ", words) + "; tools/docs --help shows what there is.");
            System.exit(2);
        }
        Docs docs = new Docs();
        for (Path page : words.isEmpty() ? pages() : words.stream().map(ROOT::resolve).toList()) {
            docs.page(page, mode, reason);
        }
        docs.faults.forEach(System.err::println);
        System.out.printf("%d blocks run, %d kept, %d at fault%n", docs.ran, docs.kept, docs.faults.size());
        System.exit(docs.faults.isEmpty() ? 0 : 1);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> guide = Files.list(ROOT.resolve("src/site/markdown"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
                            guide.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private void page(Path page, Mode mode, String reason) throws IOException, InterruptedException {
        String text = Files.readString(page);
        Matcher block = BLOCK.matcher(text);
        StringBuilder next = new StringBuilder();
        int end = 0;
        while (block.find()) {
            next.append(text, end, block.start());
            next.append(block(page, keys(block.group("keys")), block.group(), block.group("body"), mode, reason));
            end = block.end();
        }
        next.append(text.substring(end));
        if (Pattern.compile("(?m)^<!-- docs *$").matcher(text).results().count() != BLOCK.matcher(text).results().count()) {
            faults.add(ROOT.relativize(page) + " has a block whose marks cannot be read.");
        }
        if (mode != Mode.CHECK && !next.toString().equals(text)) {
            Files.writeString(page, next);
            System.out.println("written: " + ROOT.relativize(page));
        }
    }

    /** The block as it is to stand; where it is only checked, as it stood. */
    private String block(Path page, Map<String, String> keys, String whole, String body, Mode mode, String reason)
            throws IOException, InterruptedException {
        String where = ROOT.relativize(page) + ", " + keys.values().iterator().next();
        if (keys.containsKey("file")) {
            Path file = ROOT.resolve(keys.get("file"));
            String extension = file.toString().replaceAll(".*\\.", "");
            String language = Map.of("cl", "c", "py", "python", "jsh", "java").getOrDefault(extension, extension);
            String listing = fenced(language, Files.readString(file));
            if (mode == Mode.CHECK && !listing.equals(body)) {
                faults.add(where + ": the file has changed; tools/docs writes it anew.");
            }
            return mark(keys, listing);
        }
        if (!isLong(keys) || (mode == Mode.WRITE_ALL && !keys.containsKey("measured"))) {
            return mode == Mode.KEEP ? whole : run(where, keys, whole, body, mode);
        }
        kept++;
        Optional<String> fault = age(where, keys);
        if (mode == Mode.KEEP && fault.isPresent()) {
            keys.put("kept", git("rev-parse", "--short", "HEAD").orElse("unknown") + ", " + reason);
            return mark(keys, body);
        }
        if (mode == Mode.CHECK) {
            fault.ifPresent(faults::add);
        }
        return whole;
    }

    private String run(String where, Map<String, String> keys, String whole, String body, Mode mode)
            throws IOException, InterruptedException {
        Instant start = Instant.now();
        Optional<String> output = output(where, keys.get("run"));
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        ran++;
        if (output.isEmpty()) {
            return whole;
        }
        String show = keys.getOrDefault("show", keys.get("run"));
        String found = "markdown".equals(keys.get("as"))
                ? output.get()
                : fenced("", (show.equals("nothing") ? "" : "$ " + show + "\n") + output.get());
        boolean isSame = masked(found).equals(masked(body));
        if (isSame && !isLong(keys)) {
            return whole;
        }
        if (mode == Mode.CHECK) {
            faults.add(where + ": another output than the one written; tools/docs writes it anew.\n" + found);
            return whole;
        }
        if (seconds <= SHORT || isLong(keys)) { // else the machine was busy
            keys.put("takes", String.format("%.0f s", Math.ceil(seconds)));
        }
        keys.put("commit", git("rev-parse", "--short", "HEAD").orElse("unknown"));
        keys.remove("kept");
        return mark(keys, isSame ? body : found); // a long one that prints the same was run with these sources
    }

    private Optional<String> output(String where, String command) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("docs");
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        Path scratch = Files.createDirectory(folder.resolve("out"));
        ProcessBuilder builder = new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
                .directory(ROOT.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("OUT", scratch.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(1, TimeUnit.HOURS)) {
            process.destroyForcibly();
        }
        String text = Files.readString(out).replace(scratch.toString(), "out");
        int code = process.waitFor();
        if (code != 0) {
            faults.add(where + ": exit code " + code + "\n" + Files.readString(err));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return code == 0 ? Optional.of(text) : Optional.empty();
    }

    /** What is wrong with a block that is not run again: it must be as new as its sources, or say up to which commit it stands regardless. */
    private static Optional<String> age(String where, Map<String, String> keys) throws IOException, InterruptedException {
        if (git("rev-parse", "--is-inside-work-tree").isEmpty()) {
            System.out.println("not checked, as there is no history of the sources: " + where);
            return Optional.empty();
        }
        String[] sources = keys.getOrDefault("sources", "").split(" +");
        for (String source : sources) {
            if (source.isEmpty() || !Files.exists(ROOT.resolve(source))) {
                return Optional.of(where + ": there is no source '" + source + "'; name the files that decide the output.");
            }
        }
        String since = keys.getOrDefault("kept", keys.get("commit")).split("[, ]", 2)[0];
        if (git("merge-base", "--is-ancestor", since, "HEAD").isEmpty()) {
            if (git("rev-parse", "--is-shallow-repository").equals(Optional.of("true"))) {
                System.out.println("not checked, as this clone does not go back to " + since + ": " + where);
                return Optional.empty();
            }
            return Optional.of(where + ": the commit " + since + " is not in the history; name one that is.");
        }
        String changes = "";
        for (String commit : git(withSources(sources, "log", "--no-merges", "--format=%h %s", since + "..HEAD")).orElse("").lines().toList()) {
            String diff = git(withSources(sources, "show", "--unified=0", "--format=", commit.split(" ", 2)[0])).orElse("");
            if (diff.lines().anyMatch(line -> CODE.matcher(line).find())) {
                changes += commit + "\n";
            }
        }
        return changes.isBlank()
                ? Optional.empty()
                : Optional.of(where + ": measured at " + keys.get("commit") + ", before its sources changed. Run it again (tools/docs --long "
                        + where.split(",", 2)[0] + "), or say why it stands (tools/docs --keep REASON " + where.split(",", 2)[0]
                        + "). The changes:\n" + changes.indent(4));
    }

    private static String[] withSources(String[] sources, String... words) {
        return Stream.of(Stream.of(words), Stream.of("--"), Stream.of(sources)).flatMap(each -> each).toArray(String[]::new);
    }

    private static Optional<String> git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty(); // there is no git
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    }

    private static boolean isLong(Map<String, String> keys) {
        return keys.containsKey("measured") || Double.parseDouble(keys.get("takes").split(" ", 2)[0]) > SHORT;
    }

    private static Map<String, String> keys(String lines) {
        Map<String, String> keys = new LinkedHashMap<>();
        lines.lines().forEach(line -> keys.put(line.split(": ", 2)[0], line.split(": ", 2)[1].replace("-\\-", "--")));
        return keys;
    }

    private static String mark(Map<String, String> keys, String body) {
        StringBuilder text = new StringBuilder("<!-- docs\n");
        keys.forEach((key, value) ->
                text.append(key).append(": ").append(value.replace("--", "-\\-")).append('\n'));
        return text + "-->\n" + body + "<!-- /docs -->\n";
    }

    private static String fenced(String language, String text) {
        return "```" + language + "\n" + text.stripTrailing() + "\n```\n";
    }

    private static String masked(String text) {
        return TIME.matcher(text).replaceAll("T $3");
    }
}
