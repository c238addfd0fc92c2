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

/** The OpenCL of this machine: looked for once, and remembered. */
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

    /** A device and the handles that lead to it. */
    record Found(OpenClInfo info, cl_platform_id platform, cl_device_id device) {}

    /**
     * A platform without a device, or what failed when it was asked. The others can be used all the same.
     *
     * @param id the platform, {@code opencl:PLATFORM}, or the device, {@code opencl:PLATFORM:DEVICE}
     * @param sentence what is the matter, with the platform's name, such as "rusticl has no device"
     */
    public record Fault(String id, String sentence) {
        @Override
        public String toString() {
            return id + ": " + sentence;
        }
    }

    /** Initialised on first use, and then never again: a second look would not find more. */
    private static final class Probe {
        static final OpenCl RESULT = look();
    }

    /**
     * The devices of all platforms, in the order in which they are found.
     *
     * @return what each says of itself, before it is tried; empty where there is none
     */
    public static List<OpenClInfo> devices() {
        return Probe.RESULT.infos();
    }

    /**
     * The platforms without a device, and what failed.
     *
     * @return one sentence for each; empty where each platform has devices
     */
    public static List<Fault> faults() {
        return Probe.RESULT.faults;
    }

    /**
     * Why there is no device.
     *
     * @return one sentence that says what to install; empty where there is a device
     */
    public static Optional<String> absence() {
        return Probe.RESULT.absence;
    }

    /**
     * A device after a trial of its arithmetic, which the first program to ask makes and keeps for the next ones.
     *
     * @param info one of {@link #devices()}
     * @return the same with what the trial found, or unusable where it shows that the device cannot be used
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

    /** What the drivers offer; what fails in one of them takes nothing from the others. */
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

    /** Adds what a platform has and what fails in it; gives its name, in which a failure is told. */
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
