package dualflow.lesson;

import java.util.List;
import java.util.Locale;

/** The page of the guide: all lessons, with their output. */
public final class LessonGuide {
    private LessonGuide() {}

    /**
     * Writes the page.
     *
     * @param outputs what all lessons printed
     * @return the file's text in Markdown
     */
    public static String page(List<LessonOutput> outputs) {
        StringBuilder page =
                new StringBuilder("<!-- Written by tools/lessons from src/main/java/dualflow/lesson. -->\n\n"
                        + "# Lessons\n\n"
                        + "Each lesson is a short Java file, read from top to bottom, wrong beside right, with what it"
                        + " prints. `tools/dualflow lesson 1` runs\n"
                        + "the first one, and `tools/dualflow lesson 1 --source` prints it. The notebooks are for the"
                        + " kernel JJava. The answers to the exercises are in the\n"
                        + "tests: `src/test/java/dualflow/lesson`.\n\n"
                        + "| lesson | what is learned | notebook |\n"
                        + "|---|---|---|\n");
        for (LessonOutput output : outputs) {
            Lesson lesson = output.lesson();
            String file = LessonNotebook.fileName(lesson);
            page.append("| [")
                    .append(lesson)
                    .append("](#")
                    .append(anchor(lesson))
                    .append(") | ");
            page.append(lesson.sentence())
                    .append(" | [notebook](notebooks/")
                    .append(file)
                    .append(") |\n");
        }
        outputs.forEach(output -> append(page, output));
        return page.toString();
    }

    private static void append(StringBuilder page, LessonOutput output) {
        Lesson lesson = output.lesson();
        page.append("\n## ")
                .append(lesson)
                .append("\n\n`")
                .append(lesson.file())
                .append("`\n");
        for (LessonCell cell : LessonSource.cells(lesson.source())) {
            page.append('\n');
            if (cell.isCode()) {
                page.append("```java\n").append(cell.text()).append("\n```\n");
                List<String> printed = output.of(cell);
                if (!printed.isEmpty()) {
                    page.append("\n```\n").append(String.join("\n", printed)).append("\n```\n");
                }
            } else {
                page.append(cell.text().replaceAll("(?m)^## ", "### ")).append('\n');
            }
        }
    }

    private static String anchor(Lesson lesson) {
        return lesson.toString()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
    }
}
