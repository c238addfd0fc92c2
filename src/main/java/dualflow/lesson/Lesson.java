package dualflow.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * One lesson.
 *
 * @param number its place, from 1
 * @param title what it is about
 * @param sentence what is learned
 * @param type the class, whose source is the lesson
 * @param program what it runs
 */
public record Lesson(int number, String title, String sentence, Class<?> type, Consumer<LessonPage> program) {
    /**
     * Where the source stands in the project.
     *
     * @return the path from the project's root
     */
    public String file() {
        return "src/main/java/" + type.getName().replace('.', '/') + ".java";
    }

    /**
     * The text that is read.
     *
     * @return the source, as packed with the classes
     * @throws IllegalStateException if it was not packed
     */
    public String source() {
        try (InputStream source = type.getResourceAsStream("/lessons/" + type.getSimpleName() + ".java")) {
            if (source == null) {
                throw new IllegalStateException(file() + " was not packed with the classes");
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(file() + " cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return number + ". " + title;
    }
}
