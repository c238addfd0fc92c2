package dualflow.cli;

import dualflow.conformance.DeviceCheck;
import dualflow.conformance.Trial;
import dualflow.conformance.Trials;
import dualflow.data.AtomicFile;
import dualflow.data.Json;
import dualflow.device.Devices;
import dualflow.device.host.HostDevice;
import dualflow.device.opencl.OpenClInfo;
import dualflow.device.opencl.Tunings;
import dualflow.tensor.Mebibytes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the devices of this machine, or checks one of them. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        description =
                "Lists the devices that --device may name, and what each can do; or checks that one of them computes the"
                        + " host's bits.")
final class DevicesCommand extends Subcommand {
    private static final String PRINT = "-";

    @Option(
            names = "--check",
            arity = "0..1",
            paramLabel = "DEVICE",
            fallbackValue = Devices.AUTO,
            description =
                    "Try every kernel that this OpenCL device would use, in both formats, and compare with the host:"
                            + " opencl:PLATFORM:DEVICE, or nothing for the best one. Exit code 1 where anything differs.")
    private String check;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Check only these ops and rules, named as in the table; may be given several times.")
    private List<String> only = List.of();

    @Option(
            names = "--json",
            arity = "0..1",
            paramLabel = "FILE",
            fallbackValue = PRINT,
            description = "Print JSON instead of text; or with a file, keep it there.")
    private String json;

    @Override
    public Integer call() {
        if (check == null && !only.isEmpty()) {
            throw usage("--only chooses what --check tries; give --check too");
        }
        if (check != null) {
            return check();
        }
        if (PRINT.equals(json)) {
            out().println(Json.text(fields()));
        } else if (json != null) {
            Json.write(Path.of(json), fields());
        } else {
            print(out());
        }
        out().flush();
        return ExitCode.OK;
    }

    private int check() {
        if (check.equals(Devices.HOST)) {
            throw usage(
                    "the host is what devices are compared with, so it cannot be checked itself; name an OpenCL device");
        }
        List<Trial> trials = Trials.all();
        List<String> names = trials.stream().map(Trial::name).distinct().toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw usage("there is nothing called '" + name + "' to check; there are " + String.join(", ", names));
            }
        }
        if (!only.isEmpty()) {
            trials =
                    trials.stream().filter(trial -> only.contains(trial.name())).toList();
        }
        if (json != null && !PRINT.equals(json)) {
            AtomicFile.requireWritable(Path.of(json));
        }
        OpenClInfo info = Devices.openCl(check);
        err().println("checking " + info.id() + " (" + info.name() + ") ...");
        DeviceCheck.Report report = DeviceCheck.run(info, trials, next -> {
            err().println("  " + next);
            err().flush();
        });
        CheckReport printed = new CheckReport(info, report);
        if (json == null || !PRINT.equals(json)) {
            printed.print(out());
        } else {
            out().println(Json.text(printed.fields(fields(info))));
        }
        out().flush();
        if (json != null && !PRINT.equals(json)) {
            Json.write(Path.of(json), printed.fields(fields(info)));
        }
        return report.passed() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private static void print(PrintWriter out) {
        try (HostDevice host = new HostDevice()) {
            out.printf(Locale.ROOT, "%s: %s%n", host.id(), host.description());
            out.printf(
                    Locale.ROOT,
                    "  float64 yes, memory %s%n",
                    Mebibytes.available(host.account().limit()));
        }
        for (OpenClInfo described : Devices.openCl()) {
            OpenClInfo info = Devices.tried(described);
            out.printf(Locale.ROOT, "%s: %s, %s%n", info.id(), info.name(), kind(info));
            out.printf(Locale.ROOT, "  vendor %s, platform %s%n", info.vendor(), info.platform());
            out.printf(Locale.ROOT, "  driver %s, version %s%n", info.driver(), info.version());
            out.printf(
                    Locale.ROOT,
                    "  float64 %s, memory %s, at most %s in one tensor%n",
                    info.float64() ? "yes" : "no",
                    Mebibytes.available(info.memoryBytes()),
                    Mebibytes.available(info.maxAllocationBytes()));
            out.printf(
                    Locale.ROOT,
                    "  %d compute units, work-groups of at most %d, %d KiB of local memory%n",
                    info.computeUnits(),
                    info.maxWorkGroup(),
                    info.localBytes() / 1024);
            tuned(Tunings.of(info)).ifPresent(tuned -> out.println("  " + tuned));
            info.notes().forEach(note -> out.printf(Locale.ROOT, "  note: it %s%n", note));
        }
        Devices.openClFaults().forEach(out::println);
        Devices.openClAbsence().ifPresent(sentence -> out.println(sentence + "."));
    }

    /** What is tuned, in a line; nothing if nothing is. */
    private static Optional<String> tuned(Tunings tunings) {
        int chosen = tunings.chosen().size();
        Map<String, String> bad = tunings.bad();
        if (chosen == 0 && bad.isEmpty()) {
            return Optional.empty();
        }
        String line = "tuned for " + chosen + (chosen == 1 ? " size" : " sizes") + " of products";
        return Optional.of(bad.isEmpty() ? line : line + "; not launched as bad: " + String.join(", ", bad.keySet()));
    }

    private static Map<String, Object> fields() {
        List<Map<String, Object>> devices = new ArrayList<>();
        try (HostDevice host = new HostDevice()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", host.id());
            fields.put("kind", "host");
            fields.put("name", host.description());
            fields.put("float64", true);
            fields.put("memory_bytes", host.account().limit());
            devices.add(fields);
        }
        Devices.openCl().forEach(info -> devices.add(fields(Devices.tried(info))));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("devices", devices);
        all.put(
                "faults",
                Devices.openClFaults().stream()
                        .map(fault -> Map.of("id", fault.id(), "sentence", fault.sentence()))
                        .toList());
        Devices.openClAbsence().ifPresent(sentence -> all.put("absence", sentence));
        return all;
    }

    static Map<String, Object> fields(OpenClInfo info) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", info.id());
        fields.put("kind", kind(info));
        fields.put("name", info.name());
        fields.put("vendor", info.vendor());
        fields.put("platform", info.platform());
        fields.put("driver", info.driver());
        fields.put("version", info.version());
        fields.put("float64", info.float64());
        fields.put("memory_bytes", info.memoryBytes());
        fields.put("max_allocation_bytes", info.maxAllocationBytes());
        fields.put("max_work_group", info.maxWorkGroup());
        fields.put("local_bytes", info.localBytes());
        fields.put("compute_units", info.computeUnits());
        fields.put("usable", info.usable());
        fields.put("notes", info.notes());
        Tunings tunings = Tunings.of(info);
        fields.put("tuned", tunings.chosen());
        fields.put("bad_candidates", tunings.bad());
        return fields;
    }

    private static String kind(OpenClInfo info) {
        return info.kind().toString().toLowerCase(Locale.ROOT);
    }
}
