package dualflow.path;

import java.util.Locale;

/** What a network of a path may predict at (t, x), each a conditional mean given x_t = x; any one determines the others, by {@link Conversion}. */
public enum PathQuantity {
    /** The velocity u = E[alpha' x1 + sigma' x0 | x_t]. */
    VELOCITY,
    /** The data, E[x1 | x_t]: what a denoiser predicts. */
    DATA,
    /** The noise, E[x0 | x_t]; often called epsilon. */
    NOISE,
    /** The score, the gradient of log p_t. */
    SCORE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
