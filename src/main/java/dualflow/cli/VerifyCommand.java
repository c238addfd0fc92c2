package dualflow.cli;

import dualflow.claim.Claim;
import dualflow.claim.Claims;
import dualflow.claim.StatedClaim;
import dualflow.claim.Verdict;
import dualflow.data.AtomicFile;
import dualflow.data.Csv;
import dualflow.data.Json;
import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.syntax.Spelling;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the claims of the sources against exact derivatives. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the claims of the paper, its published code, the lecture notes and other papers against exact derivatives.",
            "A claim holds as printed, is corrected (false as printed, the corrected statement holds), is refuted (false, no"
                    + " correction makes it so), or failed (our own expectation is not met; the exit code is 1).",
            "What a claim file states is judged in float64, whatever --dtype says.",
            "With --out, verify.csv and run.json are written."
        })
final class VerifyCommand extends Subcommand {
    private final Supplier<List<Claim>> known;

    @Mixin
    private DeviceOptions device;

    @Parameters(
            arity = "0..*",
            paramLabel = "SOURCE|ID",
            description = "The claims to check, by their names or by their sources, such as paper (default: all).")
    private List<String> chosen = new ArrayList<>();

    @Option(names = "--list", description = "Print the claims and their sources, and check nothing.")
    private boolean list;

    @Mixin
    private OutputFolder folder; // for verify.csv and run.json

    @Option(names = "--json", paramLabel = "FILE", description = "Write the outcomes as JSON.")
    private Path json;

    VerifyCommand() {
        this(Claims::all);
    }

    VerifyCommand(Supplier<List<Claim>> known) {
        this.known = known;
    }

    @Override
    public Integer call() {
        List<Claim> claims = chosen();
        PrintWriter print = out();
        if (list) {
            Table.print(
                    print,
                    claims.stream()
                            .map(claim -> List.of(
                                    claim.id(),
                                    claim.source().key(),
                                    claim.source().toString()))
                            .toList());
            return ExitCode.OK;
        }
        folder.requireWritable();
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
        DType dtype = device.dtype(DType.FLOAT64);
        if (dtype != DType.FLOAT64 && claims.stream().anyMatch(StatedClaim.class::isInstance)) {
            err().println("what a claim file states is judged in float64");
        }
        try (Device opened = device.open(dtype, Workload.SMALL)) {
            long start = System.nanoTime();
            List<VerifiedClaim> all = new ArrayList<>();
            new VerifiedClaims(
                            claims,
                            dtype,
                            checked -> {
                                all.add(checked);
                                checked.print(print, " --device " + opened.id() + " --dtype " + dtype);
                                print.flush();
                            },
                            err())
                    .on(opened);
            double seconds = (System.nanoTime() - start) / 1e9;
            List<String> notChecked = all.stream()
                    .filter(checked -> checked.failure().isPresent())
                    .map(checked -> checked.claim().id())
                    .toList();
            print.printf(
                    Locale.ROOT,
                    "verified %s on %s %s in %.1f s: %d hold, %d corrected, %d refuted, %d failed%s%n",
                    all.size() == 1 ? "1 claim" : all.size() + " claims",
                    opened.id(),
                    dtype,
                    seconds,
                    count(all, Verdict.HOLDS),
                    count(all, Verdict.CORRECTED),
                    count(all, Verdict.REFUTED),
                    count(all, Verdict.FAILED),
                    notChecked.isEmpty() ? "" : ", " + notChecked.size() + " not checked");
            print.flush();
            if (!notChecked.isEmpty()) {
                err().println("Not checked: " + String.join(", ", notChecked) + ".");
            }
            write(all, opened, dtype, seconds);
            return all.stream().mapToInt(VerifiedClaim::exitCode).max().orElse(ExitCode.OK);
        }
    }

    private List<Claim> chosen() {
        List<Claim> all = known.get();
        return chosen.isEmpty()
                ? all
                : chosen.stream()
                        .flatMap(word -> named(all, word).stream())
                        .distinct()
                        .toList();
    }

    private List<Claim> named(List<Claim> all, String word) {
        List<Claim> named = all.stream()
                .filter(claim -> claim.id().equals(word) || claim.source().key().equals(word))
                .toList();
        if (named.isEmpty()) {
            List<String> names = all.stream()
                    .flatMap(claim -> Stream.of(claim.id(), claim.source().key()))
                    .toList();
            throw usage("There is no claim or source '" + word + "'; "
                    + Spelling.nearest(word, names)
                            .map(name -> "perhaps '" + name + "' is meant, and ")
                            .orElse("")
                    + "'dualflow verify --list' names all.");
        }
        return named;
    }

    private static long count(List<VerifiedClaim> all, Verdict verdict) {
        return all.stream().filter(checked -> checked.is(verdict)).count();
    }

    private void write(List<VerifiedClaim> all, Device device, DType dtype, double seconds) {
        if (json != null) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("device", device.id());
            object.put("dtype", dtype.toString());
            object.put("seconds", seconds);
            for (Verdict verdict : Verdict.values()) {
                object.put(verdict.toString(), count(all, verdict));
            }
            object.put("claims", all.stream().map(VerifiedClaim::fields).toList());
            Json.write(json, object);
        }
        if (folder.isGiven()) {
            Csv.write(
                    folder.file("verify.csv"),
                    List.of(
                            "id",
                            "source",
                            "document",
                            "place",
                            "verdict",
                            "error",
                            "tolerance",
                            "errorAsPrinted",
                            "relativeDifference",
                            "why"),
                    all.stream()
                            .map(checked -> List.copyOf(checked.fields().entrySet()).stream()
                                    .filter(entry -> !entry.getKey().equals("statement"))
                                    .map(entry -> cell(entry.getValue()))
                                    .toList())
                            .toList());
            new RunRecord(words())
                    .device(device.toString())
                    .put("dtype", dtype.toString())
                    .put("seconds", seconds)
                    .write(folder.file("run.json"));
        }
    }

    /** A false statement may have a non-finite error, which is printed as a word. */
    private static Object cell(Object value) {
        return value == null ? "" : value instanceof Double x && !Double.isFinite(x) ? Decimals.of(x) : value;
    }
}
