package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** README.md, CONTRIBUTING.md and the guide: what can be seen of them without running anything; {@code tools/docs --check} does the rest. */
class GuideTest {
    private static final Path GUIDE = Path.of("src/site/markdown");
    private static final int LINES_OF_README = 120;
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(?<language>\\w*)\\n(?<text>.*?)^```$");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)<!-- docs\\n(?<keys>(?:[a-z]+: [^\\n]*\\n)+)-->\\n(?<body>.*?)<!-- /docs -->");
    private static final Pattern LINK = Pattern.compile("(?<!\\\\)\\]\\((?<target>[^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`(?<text>[^`\\n]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (?<title>.+)$");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")),
                            files.filter(Files::isRegularFile).sorted())
                    .toList();
        }
    }

    @Test
    void readmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(LINES_OF_README);
    }

    @Test
    void everyPageIsInTheIndexAndInTheMenu() throws IOException {
        String index = Files.readString(GUIDE.resolve("index.md"));
        String menu = Files.readString(Path.of("src/site/site.xml"));
        try (Stream<Path> files = Files.list(GUIDE)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString().replace(".md", "")))
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(menu).contains("\"" + page + ".html\""))
                    .filteredOn(page -> !page.equals("index"))
                    .allSatisfy(page -> assertThat(index).contains("(" + page + ".md"));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyRelativeLinkResolves(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (MatchResult link : all(LINK, withoutCode(Files.readString(page)))) {
            String[] target = link.group(1).split("#", 2);
            if (target[0].contains("://")) {
                continue;
            }
            Path file = target[0].isEmpty() ? page : page.resolveSibling(target[0]);
            if (!Files.isRegularFile(file)
                    || (target.length == 2 && !anchors(Files.readString(file)).contains(target[1]))) {
                broken.add(link.group(1));
            }
        }
        assertThat(broken).isEmpty();
    }

    /** The site has no sources beside it, so its pages link to each other, to their pictures and to the notebooks alone. */
    @Test
    void pagesOfTheSiteLinkToEachOther() throws IOException {
        for (Path page : pages()) {
            if (page.startsWith(GUIDE)) {
                assertThat(all(LINK, withoutCode(Files.readString(page))))
                        .extracting(link -> link.group(1).split("#", 2)[0])
                        .allMatch(target -> target.isEmpty()
                                || target.contains("://")
                                || target.matches(
                                        "[a-z0-9-]+\\.md|images/[a-z0-9-]+\\.png|notebooks/[a-z0-9-]+\\.ipynb"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandExistsWithItsOptions(Path page) throws IOException {
        String text = Files.readString(page);
        List<String> commands = new ArrayList<>();
        all(FENCE, text)
                .forEach(fence -> fence.group(2)
                        .replace("\\\n", " ")
                        .lines()
                        .map(line -> line.startsWith("$ ") ? line.substring(2) : line)
                        .forEach(commands::add));
        all(CODE, withoutFences(text)).forEach(code -> commands.add(code.group(1)));
        List<String> wrong = new ArrayList<>();
        commands.stream()
                .flatMap(line -> Stream.of(line.split(" [|&;>]+ |; ", -1)))
                .map(String::strip)
                .filter(command -> command.matches("tools/[a-z-]+( .*)?"))
                .forEach(command -> fault(command.split(" # ", 2)[0].strip().split(" +"), wrong));
        assertThat(wrong).isEmpty();
    }

    private static void fault(String[] words, List<String> faults) {
        String tool = words[0];
        if (!Files.exists(Path.of(tool))) {
            faults.add("there is no " + tool);
        } else if (tool.equals("tools/dualflow")) {
            faults.addAll(unknown(Main.commandLine(), words));
        } else if (tool.equals("tools/bench")) {
            faults.addAll(unknown(Main.commandLine().getSubcommands().get("compare"), words));
        } else if (Files.isRegularFile(Path.of(tool))) {
            options(words).forEach(option -> {
                if (!contains(Path.of(tool), option)) {
                    faults.add(tool + " has no " + option);
                }
            });
        }
    }

    /** What a command line has that its command does not; where the name of a subcommand is left open, any of them will do. */
    private static List<String> unknown(CommandLine command, String... words) {
        CommandLine current = command;
        int next = 1;
        while (next < words.length && current.getSubcommands().containsKey(words[next])) {
            current = current.getSubcommands().get(words[next]);
            next++;
        }
        String name = current.getCommandSpec().qualifiedName();
        boolean isOpen = next < words.length && words[next].matches("[A-Z]+");
        boolean takesOthers = !current.getCommandSpec().positionalParameters().isEmpty(); // as explain an expression
        if (!current.getSubcommands().isEmpty()
                && !takesOthers
                && next < words.length
                && !words[next].startsWith("-")
                && !isOpen) {
            return List.of(name + " has no command " + words[next]);
        }
        List<CommandSpec> able = Stream.concat(
                        Stream.of(current), isOpen ? current.getSubcommands().values().stream() : Stream.of())
                .map(CommandLine::getCommandSpec)
                .toList();
        return options(words)
                .filter(option -> able.stream().allMatch(spec -> spec.findOption(option) == null))
                .map(option -> name + " has no " + option)
                .toList();
    }

    private static Stream<String> options(String... words) {
        return Stream.of(words).filter(word -> word.startsWith("--")).map(word -> word.split("=", 2)[0]);
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    /** All but the page that tools/lessons writes whole, which the lessons' own test compares. */
    static List<Path> pagesOfBlocks() throws IOException {
        return pages().stream().filter(page -> !page.endsWith("lessons.md")).toList();
    }

    /** What looks like a terminal is written by tools/docs, and Java is the text of a file that is compiled. */
    @ParameterizedTest
    @MethodSource("pagesOfBlocks")
    void outputAndJavaComeFromCommandsAndFiles(Path page) throws IOException {
        String outside = BLOCK.matcher(Files.readString(page)).replaceAll("");
        assertThat(all(FENCE, outside)).allSatisfy(fence -> {
            assertThat(fence.group(1)).isNotEqualTo("java");
            assertThat(fence.group(2)).doesNotContainPattern("(?m)^\\$ ");
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void blocksAreFilledAndListingsAreTheirFiles(Path page) throws IOException {
        for (MatchResult block : all(BLOCK, Files.readString(page))) {
            String keys = block.group(1);
            assertThat(block.group(2)).as(keys).isNotBlank();
            if (keys.startsWith("file: ")) {
                Path file = Path.of(keys.substring("file: ".length()).strip());
                assertThat(all(FENCE, block.group(2)).get(0).group(2))
                        .as("run tools/docs: %s changed", file)
                        .isEqualTo(Files.readString(file));
            } else {
                assertThat(keys).containsPattern("(?m)^(run|measured): ").contains("sources: ", "commit: ");
                assertThat(keys.startsWith("measured: ") || keys.contains("\ntakes: "))
                        .as(keys)
                        .isTrue();
            }
        }
    }

    private static List<String> anchors(String page) {
        return all(HEADING, withoutFences(page)).stream()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String withoutFences(String text) {
        return FENCE.matcher(text).replaceAll("");
    }

    private static String withoutCode(String text) {
        return CODE.matcher(withoutFences(text)).replaceAll("");
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
