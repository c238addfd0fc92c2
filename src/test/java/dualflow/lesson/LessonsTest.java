package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every lesson prints, its notebook and its part of the guide's page; the answers to the exercises are in the tests beside this one. */
class LessonsTest {
    private static final Path GUIDE = Path.of("src/site/markdown");
    private static final Path NOTEBOOKS = GUIDE.resolve("notebooks");
    private static final Map<Integer, LessonOutput> OUTPUTS = new HashMap<>();

    private static LessonOutput output(Lesson lesson) {
        return OUTPUTS.computeIfAbsent(lesson.number(), number -> LessonOutput.of(lesson));
    }

    static List<Lesson> all() {
        return Lessons.all();
    }

    @Test
    void numbersAreTheOrder() {
        assertThat(Lessons.all())
                .extracting(Lesson::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, Lessons.all().size()).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void sourceIsPackedWithTheClasses(Lesson lesson) throws IOException {
        assertThat(lesson.source()).isEqualTo(Files.readString(Path.of(lesson.file())));
    }

    /** The notebook holds what the lesson printed when it was last read through; it must still print it. */
    @ParameterizedTest
    @MethodSource("all")
    void printsWhatItsNotebookShows(Lesson lesson) throws IOException {
        List<String> shown = new ArrayList<>();
        for (Map<String, Object> cell : cells(lesson)) {
            if (cell.get("outputs") instanceof List<?> outputs) {
                for (Object stream : outputs) {
                    lines(((Map<?, ?>) stream).get("text")).forEach(line -> shown.add(line.stripTrailing()));
                }
            }
        }
        assertThat(shown).isNotEmpty();
        assertThat(compared(String.join("\n", output(lesson).all()))).isEqualTo(String.join("\n", shown));
    }

    @ParameterizedTest
    @MethodSource("all")
    void notebookIsThatOfItsSource(Lesson lesson) throws IOException {
        assertThat(compared(LessonNotebook.of(output(lesson))))
                .as("tools/lessons writes it anew")
                .isEqualTo(text(lesson));
    }

    @Test
    void pageIsThatOfTheSources() throws IOException {
        assertThat(compared(
                        LessonGuide.page(all().stream().map(LessonsTest::output).toList())))
                .as("tools/lessons writes it anew")
                .isEqualTo(Files.readString(GUIDE.resolve("lessons.md")));
    }

    @Test
    void everyNotebookIsALessons() throws IOException {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            all().stream().map(LessonNotebook::fileName).toList());
        }
    }

    @Test
    void notebooksLoadThisVersion() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .containsPattern(
                        "<groupId>io.github.dualflow</groupId>\\s*<artifactId>dualflow</artifactId>\\s*<version>"
                                + Pattern.quote(LessonNotebook.COORDINATES.split(":", -1)[2]));
    }

    /** The rules of nbformat 4.5. */
    @ParameterizedTest
    @MethodSource("all")
    void notebookHasItsFormat(Lesson lesson) throws IOException {
        Map<String, Object> notebook = JsonText.object(text(lesson));
        assertThat(notebook.keySet()).containsExactly("cells", "metadata", "nbformat", "nbformat_minor");
        assertThat(notebook.get("nbformat")).isEqualTo(4L);
        assertThat(notebook.get("nbformat_minor")).isEqualTo(5L);
        Set<Object> ids = new HashSet<>();
        long executed = 0;
        for (Map<String, Object> cell : cells(lesson)) {
            assertThat((String) cell.get("id")).matches("[a-zA-Z0-9_-]{1,64}");
            assertThat(ids.add(cell.get("id"))).isTrue();
            assertThat(String.join("", lines(cell.get("source")))).isNotBlank().doesNotEndWith("\n");
            if (cell.get("cell_type").equals("markdown")) {
                assertThat(cell.keySet()).containsExactly("cell_type", "id", "metadata", "source");
            } else {
                assertThat(cell.keySet())
                        .containsExactly("cell_type", "execution_count", "id", "metadata", "outputs", "source");
                assertThat(cell.get("execution_count")).isEqualTo(++executed);
            }
        }
    }

    /** From top to bottom at one sitting, with something to do at the end. */
    @ParameterizedTest
    @MethodSource("all")
    void isShortAndEndsWithExercises(Lesson lesson) {
        assertThat(lesson.source().lines().count()).isLessThanOrEqualTo(250);
        List<LessonCell> cells = LessonSource.cells(lesson.source());
        LessonCell last = cells.get(cells.size() - 1);
        assertThat(last.isCode()).isFalse();
        assertThat(last.text()).startsWith("## Exercises");
        assertThat(last.text().lines().filter(line -> line.matches("\\d\\. .*")).count())
                .isBetween(2L, 4L);
    }

    /** JShell is what the notebooks' kernel runs. These two have the most to define. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void cellsRunInJShell(int number) {
        Lesson lesson = Lessons.all().get(number - 1);
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            evaluate(shell, String.join("\n", LessonSource.imports(lesson.source())));
            evaluate(shell, "import dualflow.lesson.LessonPage;\nLessonPage page = new LessonPage(System.out);");
            LessonSource.cells(lesson.source()).stream()
                    .filter(LessonCell::isCode)
                    .forEach(cell -> evaluate(shell, cell.text()));
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(output(lesson).all());
    }

    private static void evaluate(JShell shell, String cell) {
        String rest = cell;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            assertThat(shell.eval(next.source()))
                    .as(next.source())
                    .isNotEmpty()
                    .allMatch(event -> event.exception() == null && event.status() != Snippet.Status.REJECTED);
            rest = next.remaining();
        }
    }

    /** Nothing of a source is lost on the way to its notebook: the words of its comments and code are those of its cells. */
    @ParameterizedTest
    @MethodSource("all")
    void cellsAreTheWholeSource(Lesson lesson) {
        Set<String> words = new HashSet<>();
        LessonSource.cells(lesson.source()).forEach(cell -> words.addAll(words(cell.text())));
        words.addAll(words(String.join(" ", LessonSource.imports(lesson.source()))));
        words.addAll(
                List.of("package", lesson.type().getSimpleName(), "private", "public", "static", "final", "class"));
        words.addAll(List.of(
                "void", "teach", "Teaches", "lesson", "param", "what", "it", "writes", "on", "try", "LessonPage"));
        assertThat(words(lesson.source())).isNotEmpty().allMatch(words::contains);
    }

    /** What a lesson prints where there is an OpenCL device; elsewhere it cannot compare, and says so. */
    private static String compared(String printed) {
        // The source has the sentence too, in quotes.
        return "1".equals(System.getenv("REQUIRE_OPENCL"))
                ? printed
                : printed.replaceAll(
                        Pattern.quote(OneKernel.NO_DEVICE) + "(?!\\\\?\";)",
                        "An OpenCL device: 10000 of 10000 values and 10000 derivatives have the host's bits, and so"
                                + " has the sum.");
    }

    private static List<String> words(String text) {
        return Pattern.compile("\\w+")
                .matcher(text)
                .results()
                .map(word -> word.group())
                .toList();
    }

    private static String text(Lesson lesson) throws IOException {
        return Files.readString(NOTEBOOKS.resolve(LessonNotebook.fileName(lesson)));
    }

    @SuppressWarnings("unchecked") // the cells are objects
    private static List<Map<String, Object>> cells(Lesson lesson) throws IOException {
        return (List<Map<String, Object>>) JsonText.object(text(lesson)).get("cells");
    }

    @SuppressWarnings("unchecked") // the lines are text
    private static List<String> lines(Object source) {
        return (List<String>) source;
    }
}
