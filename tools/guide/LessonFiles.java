import dualflow.lesson.LessonGuide;
import dualflow.lesson.LessonNotebook;
import dualflow.lesson.LessonOutput;
import dualflow.lesson.Lessons;
import dualflow.lesson.OneKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes and checks the lessons' page and notebooks; {@code tools/lessons --help} says how. */
public class LessonFiles {
    private static final Path GUIDE = Path.of("src/site/markdown");

    public static void main(String[] args) throws IOException {
        boolean check = List.of(args).equals(List.of("--check"));
        if (args.length > 0 && !check) {
            System.err.println(
                    "tools/lessons does not know " + String.join(" ", args) + "; tools/lessons --help shows what there is.");
            System.exit(2);
        }
        List<LessonOutput> outputs = Lessons.all().stream().map(LessonOutput::of).toList();
        if (outputs.stream().anyMatch(output -> output.all().contains(OneKernel.NO_DEVICE))) {
            System.err.println("The lesson of one kernel needs an OpenCL device: install a driver, on Debian pocl-opencl-icd.");
            System.exit(3);
        }
        Map<Path, String> wanted = new TreeMap<>();
        wanted.put(GUIDE.resolve("lessons.md"), LessonGuide.page(outputs));
        outputs.forEach(output -> wanted.put(
                GUIDE.resolve("notebooks").resolve(LessonNotebook.fileName(output.lesson())), LessonNotebook.of(output)));
        List<Path> stale = new ArrayList<>();
        for (Map.Entry<Path, String> file : wanted.entrySet()) {
            if (!Files.exists(file.getKey()) || !Files.readString(file.getKey()).equals(file.getValue())) {
                stale.add(file.getKey());
            }
        }
        List<Path> superfluous = notebooks().stream().filter(file -> !wanted.containsKey(file)).toList();
        if (check) {
            stale.forEach(file -> System.err.println(file + " is stale: tools/lessons writes it anew."));
            superfluous.forEach(file -> System.err.println(file + " is no lesson's: tools/lessons removes it."));
        } else {
            for (Path file : stale) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, wanted.get(file));
                System.out.println("written: " + file);
            }
            for (Path file : superfluous) {
                Files.delete(file);
                System.out.println("removed: " + file);
            }
        }
        System.exit(check && stale.size() + superfluous.size() > 0 ? 1 : 0);
    }

    private static List<Path> notebooks() throws IOException {
        Path folder = GUIDE.resolve("notebooks");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
