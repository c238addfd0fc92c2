package dualflow.device.opencl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jocl.CLException;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** The OpenCL installation of this machine, discovered once and cached. */
public final class OpenCl {

    private final List<Found> found;
    private final List<Fault> faults;
    private final Optional<String> absence;
    private final Map<String, ArithmeticTrial.Outcome> tried = new HashMap<>();

    private OpenCl(List<Found> found, List<Fault> faults, Optional<String> absence) {
        this.found = List.copyOf(found);
        this.faults = List.copyOf(faults);
        this.absence = absence;
    }

    /** A device and its handles. */
    record Found(OpenClInfo info, cl_platform_id platform, cl_device_id device) {}

    /**
     * A platform without a device, or a failed query. Other platforms remain usable.
     *
     * @param id the platform, {@code opencl:PLATFORM}, or the device, {@code opencl:PLATFORM:DEVICE}
     * @param sentence the problem, including the platform's name, such as "rusticl has no device"
     */
    public record Fault(String id, String sentence) {
        @Override
        public String toString() {
            return id + ": " + sentence;
        }
    }

    /** Initialised on first use and never again: a second attempt would find nothing new. */
    private static final class Probe {
        static final OpenCl RESULT = look();
    }

    /**
     * The devices of all platforms, in the order of discovery.
     *
     * @return their descriptions before any trial; empty if there are none
     */
    public static List<OpenClInfo> devices() {
        return Probe.RESULT.infos();
    }

    /**
     * The platforms without a device, and the failed queries.
     *
     * @return one sentence each; empty if every platform has devices
     */
    public static List<Fault> faults() {
        return Probe.RESULT.faults;
    }

    /**
     * The reason why there is no device.
     *
     * @return one sentence that says what to install; empty if there is a device
     */
    public static Optional<String> absence() {
        return Probe.RESULT.absence;
    }

    /**
     * Tests a device's arithmetic; the first program to do so caches the result for later ones.
     *
     * @param info one of {@link #devices()}
     * @return the description with the outcome of the trial, or marked unusable if the trial fails
     */
    public static OpenClInfo tried(OpenClInfo info) {
        if (!info.usable() || info.arithmetic().isPresent()) {
            return info;
        }
        Map<String, ArithmeticTrial.Outcome> tried = Probe.RESULT.tried;
        synchronized (tried) {
            return tried.computeIfAbsent(info.id(), id -> ArithmeticTrial.of(info))
                    .on(info);
        }
    }

    static Found find(OpenClInfo info) {
        return Probe.RESULT.found.stream()
                .filter(candidate -> candidate.info().id().equals(info.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(info.id() + " is not a device of this machine"));
    }

    List<OpenClInfo> infos() {
        return found.stream().map(Found::info).toList();
    }

    List<Fault> ownFaults() {
        return faults;
    }

    Optional<String> ownAbsence() {
        return absence;
    }

    private static OpenCl look() {
        Optional<String> untold = Absence.untold(Path.of("/sys/devices/system"), System.getenv());
        if (untold.isPresent()) {
            return absent(List.of(), untold.get());
        }
        try {
            NativeLibrary.load();
        } catch (UnsatisfiedLinkError e) {
            return absent(
                    List.of(),
                    String.valueOf(e.getMessage()).contains("Could not initialize native OpenCL library")
                            ? Absence.noLoader()
                            : "OpenCL cannot be used: its binding does not load on this system ("
                                    + firstLine(e.getMessage()) + ")");
        } catch (IOException | LinkageError e) {
            return absent(List.of(), "OpenCL cannot be used: " + firstLine(e.getMessage()));
        }
        return of(new Drivers());
    }

    /** The devices that the drivers offer; a failure in one driver does not affect the others. */
    static OpenCl of(Drivers drivers) {
        List<cl_platform_id> platforms;
        try {
            platforms = drivers.platforms();
        } catch (CLException e) {
            return absent(
                    List.of(),
                    "OpenCL cannot be used: its loader fails when it is asked for the drivers (" + e.getMessage()
                            + "); look at clinfo");
        }
        if (platforms.isEmpty()) {
            return absent(List.of(), Absence.noDriver(System.getenv()));
        }
        List<Found> found = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int p = 0; p < platforms.size(); p++) {
            names.add(look(drivers, platforms.get(p), "opencl:" + p, found, faults));
        }
        if (!found.isEmpty()) {
            return new OpenCl(found, faults, Optional.empty());
        }
        return absent(faults, Absence.noDevice(names, System.getenv()));
    }

    /** Adds a platform's devices and failures; returns its name, for reporting a failure. */
    private static String look(
            Drivers drivers, cl_platform_id platform, String id, List<Found> found, List<Fault> faults) {
        String name = "a platform whose name cannot be read";
        List<cl_device_id> devices;
        try {
            name = drivers.name(platform);
            devices = drivers.devices(platform);
        } catch (CLException e) {
            faults.add(new Fault(id, name + " fails when it is asked for its devices: " + e.getMessage()));
            return name + " (which fails: " + e.getMessage() + ")";
        }
        if (devices.isEmpty()) {
            String hint = name.equals("rusticl")
                    ? "; it offers what RUSTICL_ENABLE names, such as RUSTICL_ENABLE=llvmpipe for a processor"
                    : "";
            faults.add(new Fault(id, name + " has no device" + hint));
        }
        for (int d = 0; d < devices.size(); d++) {
            String own = id + ":" + d;
            try {
                found.add(new Found(drivers.describe(name, devices.get(d), own), platform, devices.get(d)));
            } catch (CLException e) {
                faults.add(new Fault(own, "a device of " + name + " does not describe itself: " + e.getMessage()));
            }
        }
        return name;
    }

    private static OpenCl absent(List<Fault> faults, String sentence) {
        return new OpenCl(List.of(), faults, Optional.of(sentence));
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }
}
