package dualflow.cli;

import dualflow.bench.Comparison;
import dualflow.bench.ComparisonReport;
import dualflow.bench.StartTimes;
import dualflow.data.AtomicFile;
import dualflow.data.Json;
import dualflow.device.Devices;
import dualflow.tensor.DType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code compare}, which {@code tools/bench} starts: ours beside PyTorch and JAX. */
@Command(
        name = "compare",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = {
            "Times ours and PyTorch and JAX in turn on the same numbers, round by round, each peer in the quickest of its layouts and"
                    + " modes. Started by tools/bench, which brings the peers.",
            "",
            "A ratio is the peer's time by ours in the same round, above 1 where ours is faster: the median, and the quartiles. Errors"
                    + " are relative to the largest number of the same computation in float64. Rounds count where the device's own"
                    + " best, measured about every few of them, is the same up to 5 %%; others are repeated, and where that does not help"
                    + " the case is void."
        })
final class CompareCommand extends Subcommand {
    @Option(
            names = "--only",
            paramLabel = "CASE",
            split = ",",
            description =
                    "Which cases: product, conv-direct, winograd, flow-unet, flow-unet-1, attention-unet, tangents,"
                            + " dual-ratio, training, euler, start (default: all).")
    private List<String> only = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "15",
            description = "How many rounds at least (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the rows as a JSON list.")
    private Path json;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = Devices.AUTO,
            description = "Where ours computes: auto, host or opencl:PLATFORM:DEVICE (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "A Python with PyTorch and JAX; without it ours runs alone.")
    private Path python;

    @Option(
            names = "--tools",
            paramLabel = "DIR",
            defaultValue = "tools",
            description = "The folder of the launcher and of benchmark/peer.py (default: ${DEFAULT-VALUE}).")
    private Path tools;

    private CompareCommand() {}

    @Override
    public Integer call() {
        Set<String> groups = new LinkedHashSet<>(only.isEmpty() ? Comparison.groups() : only);
        for (String group : groups) {
            if (!Comparison.groups().contains(group)) {
                throw usage("There is no case '" + group + "'; there are " + String.join(", ", Comparison.groups()));
            }
        }
        if (rounds < 1) {
            throw usage("--rounds is at least 1, not " + rounds + ".");
        }
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, String> environment;
        Devices.open(device, DType.FLOAT32).device().close(); // a device that is not there is refused here
        try (Comparison comparison =
                new Comparison(device, Optional.ofNullable(python), tools.resolve("benchmark"), rounds, this::say)) {
            environment = comparison.environment();
            for (String group : groups) {
                rows.addAll(
                        group.equals("start")
                                ? StartTimes.run(tools.resolve("dualflow"), rounds, environment)
                                : comparison.run(group));
                if (json != null) {
                    Json.write(json, rows); // after each case, so that a long run that is ended early keeps what it has
                }
            }
        }
        ComparisonReport.markdown(rows, environment).forEach(out()::println);
        out().flush();
        return rows.stream().anyMatch(row -> Boolean.TRUE.equals(row.get("void")))
                ? ExitCode.CHECK_FAILED
                : ExitCode.OK;
    }

    private void say(String sentence) {
        err().println(sentence);
        err().flush();
    }
}
