package dualflow.cli;

import dualflow.conformance.DeviceCheck;
import dualflow.conformance.Difference;
import dualflow.conformance.TrialSummary;
import dualflow.data.Version;
import dualflow.device.opencl.OpenClInfo;
import dualflow.tensor.DType;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The results of a device check, in human-readable form and as JSON.
 *
 * @param info the device
 * @param report the results
 */
record CheckReport(OpenClInfo info, DeviceCheck.Report report) {
    /** One row per op, followed by differences and failures, build logs, and a verdict. */
    void print(PrintWriter out) {
        out.printf(Locale.ROOT, "%s: %s, driver %s, %s%n", info.id(), info.name(), info.driver(), info.version());
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("op", "kernels", "trials", "numbers", "float32", "float64"));
        byName().forEach((name, rows) -> {
            Map<DType, List<TrialSummary>> formats = rows.stream().collect(Collectors.groupingBy(TrialSummary::dtype));
            table.add(List.of(
                    name,
                    rows.stream().map(TrialSummary::kernels).distinct().collect(Collectors.joining(", ")),
                    String.valueOf(rows.stream().mapToInt(TrialSummary::trials).sum()),
                    String.valueOf(
                            rows.stream().mapToLong(TrialSummary::numbers).sum()),
                    results(formats.getOrDefault(DType.FLOAT32, List.of())),
                    results(formats.getOrDefault(DType.FLOAT64, List.of()))));
        });
        Table.print(out, table);
        for (TrialSummary row : report.rows()) {
            String title = row.name() + " in " + row.dtype() + ", " + row.kernels() + ": ";
            row.largest().ifPresent(difference -> out.println(title + difference));
            row.failures().forEach(failure -> out.println(title + failure));
        }
        report.buildLogs().forEach((what, log) -> {
            out.println(what + " do not build:");
            log.lines().forEach(line -> out.println("    " + line));
        });
        report.flushing().stream().sorted().forEach(dtype -> printFlushing(dtype, out));
        out.println(verdict());
    }

    private void printFlushing(DType dtype, PrintWriter out) {
        out.println(
                "The device flushes subnormal " + dtype + " numbers to zero: results that are subnormal on the host are"
                        + " counted as flushed. What else differs for that alone is counted as changed:");
        report.rows().stream()
                .filter(row -> row.dtype() == dtype && row.changed() > 0)
                .map(row -> "  " + row.name() + ": " + row.whyChanged())
                .distinct()
                .forEach(out::println);
    }

    private Map<String, List<TrialSummary>> byName() {
        return report.rows().stream()
                .collect(Collectors.groupingBy(TrialSummary::name, LinkedHashMap::new, Collectors.toList()));
    }

    private static String results(List<TrialSummary> rows) {
        if (rows.isEmpty()) {
            return "-";
        }
        List<String> results =
                rows.stream().map(TrialSummary::result).distinct().toList();
        if (results.size() == 1) {
            return results.get(0);
        }
        return rows.stream()
                .filter(row -> !row.result().equals("equal"))
                .map(row -> row.kernels() + " " + row.result())
                .collect(Collectors.joining("; "));
    }

    private String verdict() {
        long failed = report.rows().stream().filter(row -> !row.passed()).count();
        long numbers = report.rows().stream().mapToLong(TrialSummary::numbers).sum();
        long named = report.rows().stream()
                .mapToLong(row -> row.flushed() + row.changed())
                .sum();
        String compared = String.format(
                Locale.ROOT,
                "%d numbers of %d kernels in %.0f s",
                numbers,
                report.kernels().size(),
                report.seconds());
        if (failed > 0) {
            return failed + " of " + report.rows().size() + " rows are not equal to the host's bits: " + compared + ".";
        }
        return "All equal to the host's bits" + (named > 0 ? " but for the " + named + " named ones" : "") + ": "
                + compared + ".";
    }

    /** The full report, including the device's own fields. */
    Map<String, Object> fields(Map<String, Object> device) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("dualflow", Version.current());
        all.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        all.put(
                "system",
                String.join(
                        " ",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")));
        all.put("device", device);
        all.put("passed", report.passed());
        all.put("seconds", report.seconds());
        all.put(
                "flushes_subnormal",
                report.flushing().stream().sorted().map(DType::toString).toList());
        all.put("kernel_sources_sha256", report.sourcesSha256());
        all.put("rows", report.rows().stream().map(CheckReport::fields).toList());
        all.put("build_logs", report.buildLogs());
        all.put("kernels", report.kernels());
        return all;
    }

    private static Map<String, Object> fields(TrialSummary row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", row.name());
        fields.put("dtype", row.dtype().toString());
        fields.put("kernels", row.kernels());
        fields.put("result", row.result());
        fields.put("trials", row.trials());
        fields.put("numbers", row.numbers());
        fields.put("flushed", row.flushed());
        fields.put("changed", row.changed());
        if (row.changed() > 0) {
            fields.put("why_changed", row.whyChanged());
        }
        fields.put("failures", row.failures());
        row.largest().ifPresent(difference -> fields.put("largest", fields(difference)));
        return fields;
    }

    /** Numbers as text, since JSON has neither NaN nor infinity. */
    private static Map<String, Object> fields(Difference difference) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("size", difference.size());
        fields.put("trial", difference.trial());
        fields.put("result", difference.result());
        fields.put("index", difference.index());
        fields.put("host", Double.toHexString(difference.host()));
        fields.put("device", Double.toHexString(difference.device()));
        fields.put(
                "inputs", difference.inputs().stream().map(Double::toHexString).toList());
        return fields;
    }
}
