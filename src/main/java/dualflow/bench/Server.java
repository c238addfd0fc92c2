package dualflow.bench;

import dualflow.data.Version;
import dualflow.device.Devices;
import dualflow.device.calibration.Calibration;
import dualflow.device.calibration.Rates;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ours in a process of its own, which answers "run once" over a pipe until the pipe closes, in the protocol of {@code
 * tools/benchmark/peer.py}; and also {@code calibrate} with three rates. {@code run} answers with milliseconds, then the bytes that the
 * run allocated from the driver or from Java.
 */
public final class Server {
    private final Device device;
    private final Calibration calibration;
    private final Map<String, Task> tasks = new HashMap<>();
    private final Map<String, Case> cases = new HashMap<>();
    private Arena arena;

    private Server(Device device) {
        this.device = device;
        this.calibration = Devices.calibration(device, DType.FLOAT32);
        this.arena = device.arena();
    }

    /**
     * Answers until the input ends.
     *
     * @param args the device's name
     * @throws IOException if the pipe breaks
     */
    public static void main(String[] args) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // whatever else is printed is not an answer
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Device device = Devices.open(args[0], DType.FLOAT32).device()) {
            Server server = new Server(device);
            answers.println("ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.println(server.answerOrRefuse(line));
            }
        }
    }

    private String answerOrRefuse(String line) {
        try {
            List<String> words = List.of(line.split("\t", -1));
            return String.join("\t", answer(words.get(0), words.subList(1, words.size())));
        } catch (RuntimeException | OutOfMemoryError e) {
            return "failed\t" + String.valueOf(e.getMessage()).replaceAll("[\n\t]", " ");
        }
    }

    private List<String> answer(String command, List<String> words) {
        return switch (command) {
            case "hello" -> hello();
            case "calibrate" -> calibrate();
            case "prepare" -> prepare(words.get(0), Case.parse(words.subList(1, words.size())));
            case "run" -> run(words.get(0));
            case "answer" -> {
                tasks.get(words.get(0)).write(cases.get(words.get(0)).folder(), words.get(0));
                yield List.of("written");
            }
            case "reference" -> {
                new Tasks(device, DType.FLOAT64).writeReference(Case.parse(words));
                yield List.of("written");
            }
            case "forget" -> forget();
            default -> throw new IllegalArgumentException("there is no command '" + command + "'");
        };
    }

    private List<String> hello() {
        return List.of(
                "hello",
                "dualflow=" + Version.current(),
                "java=" + Runtime.version(),
                "device=" + device,
                "system=" + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                "cores=" + Runtime.getRuntime().availableProcessors(),
                "POCL_AFFINITY=" + System.getenv().getOrDefault("POCL_AFFINITY", "0"));
    }

    private List<String> calibrate() {
        Rates rates = calibration.measure();
        return List.of(
                "rates", Double.toString(rates.flops()), Double.toString(rates.copy()), Double.toString(rates.triad()));
    }

    private List<String> prepare(String id, Case task) {
        tasks.put(id, new Tasks(device, DType.FLOAT32).task(task));
        cases.put(id, task);
        return List.of("ready", tasks.get(id).note());
    }

    private List<String> run(String id) {
        long allocated = device.allocatedBytes();
        double milliseconds = tasks.get(id).milliseconds();
        return List.of("ms", Double.toString(milliseconds), Long.toString(device.allocatedBytes() - allocated));
    }

    private List<String> forget() {
        tasks.clear();
        cases.clear();
        arena.close();
        arena = device.arena();
        return List.of("forgotten");
    }
}
