package dualflow.cli;

import dualflow.lesson.Lesson;
import dualflow.lesson.LessonPage;
import dualflow.lesson.Lessons;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code lesson}: lists the lessons, runs one, or prints its source. */
@Command(
        name = "lesson",
        mixinStandardHelpOptions = true,
        description = {
            "Numbered lessons on exact derivatives and flows, each a short Java file that is read from top to bottom."
                    + " Without a number: the list of them.",
            "",
            "Lessons compute on the host; one that shows a kernel uses an OpenCL device too, where there is one."
        },
        footer = {
            "",
            "Examples:",
            "  tools/dualflow lesson",
            "  tools/dualflow lesson 1",
            "  tools/dualflow lesson 1 --source"
        })
final class LessonCommand extends Subcommand {
    @Parameters(paramLabel = "N", arity = "0..1", description = "The number of the lesson.")
    private Integer number;

    @Option(names = "--source", description = "Print the lesson's Java source in place of what it prints.")
    private boolean source;

    private LessonCommand() {}

    @Override
    public Integer call() {
        List<Lesson> lessons = Lessons.all();
        PrintWriter out = out();
        if (number == null) {
            if (source) {
                throw usage("--source needs the number of a lesson, 1 to " + lessons.size() + ".");
            }
            lessons.forEach(lesson ->
                    out.printf(Locale.ROOT, "%3d  %s%n     %s%n", lesson.number(), lesson.title(), lesson.sentence()));
            out.println();
            out.println("tools/dualflow lesson N runs one, and tools/dualflow lesson N --source prints its source.");
        } else if (number < 1 || number > lessons.size()) {
            throw usage("There is no lesson " + number + "; the lessons are numbered from 1 to " + lessons.size()
                    + ", and 'dualflow lesson' lists them.");
        } else if (source) {
            out.print(lessons.get(number - 1).source());
        } else {
            run(lessons.get(number - 1), out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void run(Lesson lesson, PrintWriter out) {
        out.println("Lesson " + lesson.number() + ": " + lesson.title());
        out.println(lesson.sentence());
        out.println("Read it in " + lesson.file() + ", or by --source; this is what it prints.");
        out.println();
        lesson.program().accept(new LessonPage(out));
    }
}
