package dualflow.lesson;

import dualflow.data.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A lesson as a notebook for the kernel JJava, with its output: nbformat 4.5. */
public final class LessonNotebook {
    /** What the first cell loads. */
    static final String COORDINATES = "io.github.dualflow:dualflow:0.1.0";

    private final Lesson lesson;
    private final List<Map<String, Object>> cells = new ArrayList<>();
    private int executed;

    private LessonNotebook(Lesson lesson) {
        this.lesson = lesson;
    }

    /**
     * The name of a lesson's notebook.
     *
     * @param lesson the lesson
     * @return such as lesson-01-dual-numbers.ipynb
     */
    public static String fileName(Lesson lesson) {
        String words = lesson.title().toLowerCase(Locale.ROOT).replace("'", "").replaceAll("[^a-z0-9]+", "-");
        return String.format(Locale.ROOT, "lesson-%02d-%s.ipynb", lesson.number(), words);
    }

    /**
     * Writes a lesson as a notebook.
     *
     * @param output what the lesson printed
     * @return the file's text
     */
    public static String of(LessonOutput output) {
        LessonNotebook notebook = new LessonNotebook(output.lesson());
        notebook.fill(output);
        return Json.text(notebook.whole()) + "\n";
    }

    private void fill(LessonOutput output) {
        String source = lesson.source();
        markdown("# Lesson " + lesson.number() + ": " + lesson.title() + "\n\n" + lesson.sentence()
                + " This notebook is written by `tools/lessons` from " + lesson.file()
                + ", and runs on the kernel JJava.");
        markdown("The first cell loads dualflow from the local Maven repository, into which `mvn -Dquick"
                + " -Dmaven.test.skip install` puts it; `%classpath` with the jar and its libraries does as"
                + " well.");
        code("%maven " + COORDINATES, List.of());
        List<String> imports = new ArrayList<>(LessonSource.imports(source));
        imports.add("import dualflow.lesson.LessonPage;");
        imports.add("");
        imports.add("LessonPage page = new LessonPage(System.out);");
        code(String.join("\n", imports), List.of());
        for (LessonCell cell : LessonSource.cells(source)) {
            if (cell.isCode()) {
                code(cell.text(), output.of(cell));
            } else {
                markdown(cell.text());
            }
        }
    }

    private Map<String, Object> whole() {
        Map<String, Object> notebook = new LinkedHashMap<>();
        notebook.put("cells", cells);
        notebook.put(
                "metadata",
                ordered(
                        "kernelspec",
                        ordered("display_name", "Java (JJava)", "language", "java", "name", "java"),
                        "language_info",
                        ordered("file_extension", ".jshell", "mimetype", "text/x-java-source", "name", "Java")));
        notebook.put("nbformat", 4);
        notebook.put("nbformat_minor", 5);
        return notebook;
    }

    private void markdown(String text) {
        cells.add(ordered("cell_type", "markdown", "id", id(), "metadata", Map.of(), "source", lines(text)));
    }

    private void code(String text, List<String> printed) {
        executed++;
        List<Object> outputs = new ArrayList<>();
        if (!printed.isEmpty()) {
            outputs.add(ordered(
                    "name", "stdout", "output_type", "stream", "text", lines(String.join("\n", printed) + "\n")));
        }
        cells.add(ordered(
                "cell_type",
                "code",
                "execution_count",
                executed,
                "id",
                id(),
                "metadata",
                Map.of(),
                "outputs",
                outputs,
                "source",
                lines(text)));
    }

    private String id() {
        return String.format(Locale.ROOT, "lesson-%02d-%02d", lesson.number(), cells.size() + 1);
    }

    /** Lines with their breaks, as notebooks keep text. */
    private static List<String> lines(String text) {
        return List.of(text.split("(?<=\n)", 0));
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
