package dualflow.lesson;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lesson printed when it ran, and which of its statements printed what: each line belongs to the line of {@code teach} that was
 * running.
 */
public final class LessonOutput {
    private final Lesson lesson;
    private final List<Line> lines = new ArrayList<>();

    private record Line(int source, String text) {}

    private LessonOutput(Lesson lesson) {
        this.lesson = lesson;
    }

    /**
     * Runs a lesson.
     *
     * @param lesson the lesson
     * @return what it printed
     */
    public static LessonOutput of(Lesson lesson) {
        LessonOutput output = new LessonOutput(lesson);
        lesson.program().accept(new LessonPage(output.writer()));
        return output;
    }

    /** {@return the lesson that ran} */
    public Lesson lesson() {
        return lesson;
    }

    /**
     * What a piece of the lesson printed.
     *
     * @param cell the piece
     * @return its lines
     */
    List<String> of(LessonCell cell) {
        return lines.stream()
                .filter(line -> cell.first() <= line.source() && line.source() <= cell.last())
                .map(Line::text)
                .toList();
    }

    /** {@return all lines} */
    public List<String> all() {
        return lines.stream().map(Line::text).toList();
    }

    private PrintWriter writer() {
        return new PrintWriter(new StringWriter()) {
            @Override
            public void println(String text) {
                lines.add(new Line(runningLine(), text));
            }
        };
    }

    private int runningLine() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame ->
                                frame.getClassName().equals(lesson.type().getName())
                                        && frame.getMethodName().equals("teach"))
                        .mapToInt(StackWalker.StackFrame::getLineNumber)
                        .findFirst()
                        .orElseThrow());
    }
}
