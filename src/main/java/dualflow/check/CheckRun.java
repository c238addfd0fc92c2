package dualflow.check;

import dualflow.device.host.HostDevice;
import dualflow.syntax.Statement;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks the claims of several files, whose types have been checked: on the host side by side, each on a host device of its own, on another device
 * one after another.
 */
public final class CheckRun {
    private static final int SECONDS_OF_PATIENCE = 10;

    /** Is told how a run gets on. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A claim has been checked, and so have all before it.
         *
         * @param file its file
         * @param report what was found out
         */
        void checked(ClaimFile file, ClaimReport report);

        /**
         * The next report takes longer than 10 s.
         *
         * @param claim the claim that is waited for
         * @param finished the number of claims that have been checked
         * @param all the number of all claims
         */
        default void waiting(String claim, int finished, int all) {}
    }

    private record Job(ClaimFile file, Statement claim) {
        ClaimReport on(Device device, CheckSettings settings) {
            return new Judge(device, settings).check(file.name(), claim);
        }

        ClaimReport alone(CheckSettings settings) {
            try (HostDevice own = new HostDevice()) {
                return on(own, settings);
            }
        }
    }

    private final List<Job> jobs;
    private final Device device;
    private final CheckSettings settings;

    /**
     * A run.
     *
     * @param files whose claims are checked
     * @param device where formulas are evaluated; must support float64
     * @param settings how thoroughly
     */
    public CheckRun(List<ClaimFile> files, Device device, CheckSettings settings) {
        jobs = files.stream()
                .flatMap(file -> file.claims().stream().map(claim -> new Job(file, claim)))
                .toList();
        this.device = device;
        this.settings = settings;
    }

    /**
     * Checks all claims.
     *
     * @param listener is told of each, in the order of the files, on this thread
     */
    public void check(Listener listener) {
        if (jobs.isEmpty() || !(device instanceof HostDevice)) {
            jobs.forEach(job -> listener.checked(job.file(), job.on(device, settings)));
            return;
        }
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(jobs.size(), Runtime.getRuntime().availableProcessors()));
        try {
            List<Future<ClaimReport>> running = new ArrayList<>();
            jobs.forEach(job -> running.add(workers.submit(() -> job.alone(settings))));
            for (int i = 0; i < running.size(); i++) {
                listener.checked(jobs.get(i).file(), awaited(running, i, listener));
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private ClaimReport awaited(List<Future<ClaimReport>> running, int next, Listener listener) {
        while (true) {
            try {
                return running.get(next).get(SECONDS_OF_PATIENCE, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                int finished = (int) running.stream().filter(Future::isDone).count();
                listener.waiting(jobs.get(next).claim().id(), finished, running.size());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while claims were checked", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                if (e.getCause() instanceof Error cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
