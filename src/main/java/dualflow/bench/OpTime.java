package dualflow.bench;

import dualflow.tensor.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The total time of all launches of an op in one run of a program, by the device's own clock.
 *
 * @param op the primitive's name
 * @param launches their number
 * @param milliseconds their total time
 * @param multiplyAdds multiply-adds, 0 for ops that count none
 * @param bytes of all arguments and results, each read or written once
 */
public record OpTime(String op, double launches, double milliseconds, double multiplyAdds, double bytes) {
    /**
     * Multiplications and additions per second.
     *
     * @return in GFLOP/s
     */
    public double gigaflops() {
        return 2 * multiplyAdds / milliseconds / 1e6;
    }

    /**
     * Bytes per second.
     *
     * @return in GB/s
     */
    public double gigabytes() {
        return bytes / milliseconds / 1e6;
    }

    /**
     * The ops of a profile.
     *
     * @param profile of one or more equal runs
     * @param runs the number of runs
     * @return the ops of one run, the longest first
     */
    public static List<OpTime> of(Profile profile, int runs) {
        Map<String, OpTime> byOp = new LinkedHashMap<>();
        for (Profile.Entry entry : profile.entries()) {
            double launches = (double) entry.launches() / runs;
            OpTime one = new OpTime(
                    entry.call().op(),
                    launches,
                    entry.nanoseconds() / 1e6 / runs,
                    launches * entry.call().multiplyAdds(),
                    launches * entry.call().bytes());
            byOp.merge(one.op(), one, OpTime::plus);
        }
        List<OpTime> ops = new ArrayList<>(byOp.values());
        ops.sort(Comparator.comparingDouble(OpTime::milliseconds).reversed());
        return ops;
    }

    private OpTime plus(OpTime other) {
        return new OpTime(
                op,
                launches + other.launches,
                milliseconds + other.milliseconds,
                multiplyAdds + other.multiplyAdds,
                bytes + other.bytes);
    }
}
