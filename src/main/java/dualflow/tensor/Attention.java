package dualflow.tensor;

/**
 * Attention that one launch runs, y = softmax(q k^T) v for each of some triples of matrices, and its derivative along some directions:
 * what the ops would give one after the other, to the bit. The matrices stand one behind the other, and so do the directions of each
 * argument and the derivatives.
 *
 * @param matrices how many triples there are
 * @param queries rows of q
 * @param keys rows of k and of v
 * @param depth columns of q and of k
 * @param channels columns of v
 * @param directions along how many directions, 0 for none
 */
public record Attention(int matrices, int queries, int keys, int depth, int channels, int directions) {
    /**
     * The work.
     *
     * @return multiplications and additions, in pairs
     */
    public long multiplyAdds() {
        return (long) matrices * queries * keys * (depth + channels) * (1 + 2L * directions);
    }
}
