package dualflow.cli;

import dualflow.data.ArrayHeader;
import dualflow.data.FileSummary;
import dualflow.data.Json;
import dualflow.data.Quoted;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code inspect}: shows the contents of an array file. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description =
                "Names, types and shapes of the arrays in a safetensors, npy, npz or IDX file (plain or gzipped), told apart by"
                        + " content. The numbers are not loaded.")
final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file;

    @Option(names = "--json", description = "Print JSON in place of text.")
    private boolean json;

    private InspectCommand() {}

    @Override
    public Integer call() {
        FileSummary summary = FileSummary.read(file);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(fields(summary)));
        } else {
            print(summary, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private Map<String, Object> fields(FileSummary summary) {
        List<Map<String, Object>> arrays = new ArrayList<>();
        summary.arrays().forEach((name, array) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", name);
            fields.put("type", array.type().toString());
            fields.put("shape", array.shape());
            fields.put("bytes", array.bytes());
            arrays.add(fields);
        });
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        fields.put("kind", summary.kind().toString());
        fields.put("bytes", summary.bytes());
        fields.put("metadata", summary.metadata());
        fields.put("arrays", arrays);
        if (!summary.passedOver().isEmpty()) {
            fields.put("passed over", summary.passedOver());
        }
        return fields;
    }

    private void print(FileSummary summary, PrintWriter out) {
        out.printf(Locale.ROOT, "%s: %s, %d bytes%n", file, summary.kind(), summary.bytes());
        summary.metadata()
                .forEach((key, text) -> out.printf(Locale.ROOT, "  %s = %s%n", Quoted.plain(key), Quoted.plain(text)));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("name", "type", "shape", "bytes"));
        long numbers = 0;
        long bytes = 0;
        for (Map.Entry<String, ArrayHeader> entry : summary.arrays().entrySet()) {
            ArrayHeader array = entry.getValue();
            rows.add(List.of(
                    Quoted.plain(entry.getKey()),
                    array.type().toString(),
                    array.shape().toString(),
                    Long.toString(array.bytes())));
            numbers += array.count();
            bytes += array.bytes();
        }
        Table.print(out, rows);
        out.printf(
                Locale.ROOT,
                "%s, %d numbers in %d bytes%n",
                summary.arrays().size() == 1 ? "1 array" : summary.arrays().size() + " arrays",
                numbers,
                bytes);
        summary.passedOver()
                .forEach((name, why) ->
                        out.printf(Locale.ROOT, "passed over: %s, %s%n", Quoted.plain(name), Quoted.plain(why)));
    }
}
