package dualflow.cli;

import dualflow.check.SideBySide;
import dualflow.claim.Claim;
import dualflow.claim.Outcome;
import dualflow.claim.Setting;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Checks claims that are built in, and hands on each when it and all before it are checked. */
final class VerifiedClaims implements SideBySide.Listener<Outcome> {
    private final List<Claim> claims;
    private final DType dtype;
    private final Consumer<VerifiedClaim> checked;
    private final PrintWriter err;

    /**
     * A run.
     *
     * @param checked receives each claim, in their order
     * @param err receives a line where the next claim takes long
     */
    VerifiedClaims(List<Claim> claims, DType dtype, Consumer<VerifiedClaim> checked, PrintWriter err) {
        this.claims = claims;
        this.dtype = dtype;
        this.checked = checked;
        this.err = err;
    }

    /** Checks all: on the host side by side, on another device one after another. */
    void on(Device device) {
        List<Function<Device, Outcome>> checks = claims.stream()
                .<Function<Device, Outcome>>map(claim -> own -> check(claim, own))
                .toList();
        new SideBySide<>(checks, this).on(device);
    }

    private Outcome check(Claim claim, Device device) {
        Arena arena = device.arena();
        try {
            return claim.check(new Setting(device, dtype));
        } finally {
            arena.close();
        }
    }

    @Override
    public void done(int job, Outcome outcome) {
        checked.accept(VerifiedClaim.of(claims.get(job), outcome));
    }

    @Override
    public void failed(int job, Throwable cause) {
        checked.accept(VerifiedClaim.failed(claims.get(job), cause));
    }

    @Override
    public void waiting(int job, int finished) {
        err.printf(
                Locale.ROOT,
                "verified %d of %d claims, still at %s%n",
                finished,
                claims.size(),
                claims.get(job).id());
        err.flush();
    }
}
