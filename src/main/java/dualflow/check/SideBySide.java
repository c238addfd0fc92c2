package dualflow.check;

import dualflow.device.host.HostDevice;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Runs jobs: on the host side by side, each on a host device of its own, since a device's arenas are one stack; on another device one after another.
 *
 * @param <T> what a job finds out
 */
public final class SideBySide<T> {
    private static final int SECONDS_OF_PATIENCE = 10;

    /**
     * Is told how a run gets on.
     *
     * @param <T> what a job finds out
     */
    public interface Listener<T> {
        /**
         * A job is done, and so are all before it.
         *
         * @param job its position
         * @param result what it found out
         */
        void done(int job, T result);

        /**
         * A job has failed, and all before it are done or have failed. The others go on.
         *
         * @param job its position
         * @param cause what it threw
         */
        void failed(int job, Throwable cause);

        /**
         * The next result takes longer than 10 s.
         *
         * @param job the position of the job that is waited for
         * @param finished the number of jobs that are done
         */
        void waiting(int job, int finished);
    }

    private final List<Function<Device, T>> jobs;
    private final List<Integer> order;
    private final Listener<T> listener;

    /**
     * A run.
     *
     * @param jobs each computes on the device that it is given
     * @param listener is told of each, in their order, on the thread that calls {@link #on}
     */
    public SideBySide(List<Function<Device, T>> jobs, Listener<T> listener) {
        this(jobs, IntStream.range(0, jobs.size()).boxed().toList(), listener);
    }

    /**
     * A run that begins with some of the jobs.
     *
     * @param jobs each computes on the device that it is given
     * @param order the positions of all jobs, in the order in which they are begun where several run at once
     * @param listener is told of each, in the order of the jobs, on the thread that calls {@link #on}
     */
    public SideBySide(List<Function<Device, T>> jobs, List<Integer> order, Listener<T> listener) {
        this.jobs = jobs;
        this.order = order;
        this.listener = listener;
    }

    /**
     * Runs all jobs.
     *
     * @param device where they compute; on the host each has one of its own
     */
    public void on(Device device) {
        if (jobs.isEmpty() || !(device instanceof HostDevice)) {
            for (int i = 0; i < jobs.size(); i++) {
                Function<Device, T> job = jobs.get(i);
                FutureTask<T> task = new FutureTask<>(() -> job.apply(device));
                task.run();
                tell(i, task);
            }
            return;
        }
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(jobs.size(), Runtime.getRuntime().availableProcessors()));
        try {
            List<Future<T>> running = new ArrayList<>(Collections.nCopies(jobs.size(), null));
            order.forEach(job -> running.set(job, workers.submit(() -> alone(jobs.get(job)))));
            for (int i = 0; i < running.size(); i++) {
                await(running, i);
                tell(i, running.get(i));
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private T alone(Function<Device, T> job) {
        try (HostDevice own = new HostDevice()) {
            return job.apply(own);
        }
    }

    private void await(List<Future<T>> running, int next) {
        while (!running.get(next).isDone()) {
            try {
                running.get(next).get(SECONDS_OF_PATIENCE, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                listener.waiting(
                        next, (int) running.stream().filter(Future::isDone).count());
            } catch (ExecutionException e) {
                return; // the listener is told
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /** Tells the listener of a job that has ended. */
    private void tell(int job, Future<T> ended) {
        T result;
        try {
            result = ended.get();
        } catch (ExecutionException e) {
            listener.failed(job, e.getCause());
            return;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        listener.done(job, result);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while claims were checked", e);
    }
}
