package dualflow.cli;

import dualflow.bench.ComparisonReport;
import dualflow.bench.PeerComparison;
import dualflow.bench.StartTimes;
import dualflow.bench.TimePlan;
import dualflow.data.AtomicFile;
import dualflow.data.Json;
import dualflow.device.Devices;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code compare}, which {@code tools/bench} runs: compares dualflow with PyTorch and JAX. */
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
                    + " all are given, marked unsteady. A row is void, and the exit code 1, only where a result is wrong by more than"
                    + " 1 %%. A run takes 20 minutes at most, with fewer rounds or ways of the peers where the time is short, unless"
                    + " both --only and --rounds are given."
        })
final class CompareCommand extends Subcommand {
    @Option(
            names = "--only",
            paramLabel = "CASE",
            split = ",",
            description = "Which cases: ${bundle:list.cases} (default: all but solvers).")
    private List<String> only = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How many rounds (default: 15, or as many as fit into the time).")
    private Integer rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the rows as a JSON list.")
    private Path json;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = Devices.AUTO,
            description = "Where ours computes: auto, host or opencl:PLATFORM:DEVICE (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--require-opencl",
            description = "Fail rather than compute in Java where there is no OpenCL device.")
    private boolean requireOpenCl;

    @Option(names = "--plan", description = "Only say where ours would compute and how long the run would take.")
    private boolean planOnly;

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
        Set<String> groups = new LinkedHashSet<>(only.isEmpty() ? PeerComparison.usualGroups() : only);
        for (String group : groups) {
            if (!PeerComparison.groups().contains(group)) {
                throw usage(
                        "There is no case '" + group + "'; there are " + String.join(", ", PeerComparison.groups()));
            }
        }
        if (rounds != null && rounds < 1) {
            throw usage("--rounds is at least 1, not " + rounds + ".");
        }
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
        Devices.Choice choice =
                requireOpenCl ? Devices.requireOpenCl(device, DType.FLOAT32) : Devices.open(device, DType.FLOAT32);
        choice.device().close(); // dualflow opens it in a process of its own
        say("device " + choice.device() + ", " + choice.reason());
        TimePlan plan = TimePlan.of(
                List.copyOf(groups),
                python != null,
                rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds),
                !only.isEmpty());
        say(plan.announcement());
        return planOnly ? ExitCode.OK : run(groups, choice, plan);
    }

    private int run(Set<String> groups, Devices.Choice choice, TimePlan plan) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, String> environment = new LinkedHashMap<>();
        try (Interruption interruption = new Interruption(err(), "Interrupted: the finished cases follow.")) {
            try {
                run(groups, choice, plan, rows, environment);
            } catch (DeviceException e) {
                if (!interruption.isWanted()) { // otherwise the processes were ended on purpose
                    throw e;
                }
            } finally { // even if a process fails, so that measurements are not lost
                if (!rows.isEmpty()) {
                    ComparisonReport.markdown(rows, environment).forEach(out()::println);
                    out().flush();
                }
            }
        }
        return rows.stream().allMatch(CompareCommand::isWhole) ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private void run(
            Set<String> groups,
            Devices.Choice choice,
            TimePlan plan,
            List<Map<String, Object>> rows,
            Map<String, String> environment) {
        Consumer<List<Map<String, Object>>> finished = more -> {
            rows.addAll(more);
            if (json != null) {
                Json.write(json, rows);
            }
        };
        try (PeerComparison comparison = new PeerComparison(
                choice.device().id(), Optional.ofNullable(python), tools.resolve("benchmark"), plan, this::say)) {
            environment.putAll(comparison.environment());
            environment.put("device reason", choice.reason());
            for (String group : groups) {
                if (group.equals("start")) {
                    finished.accept(StartTimes.run(tools.resolve("dualflow"), plan, environment));
                } else {
                    comparison.run(group, environment, finished);
                }
            }
        }
    }

    /** Whether a row has the requested measurements, steady or not. */
    private static boolean isWhole(Map<String, Object> row) {
        return Boolean.FALSE.equals(row.get("void")) && !Integer.valueOf(0).equals(row.get("rounds"));
    }

    private void say(String sentence) {
        err().println(sentence);
        err().flush();
    }
}
