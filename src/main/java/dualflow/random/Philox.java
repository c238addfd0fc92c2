package dualflow.random;

/**
 * The counter-based generator Philox 4x32-10: ten rounds that turn a counter of 128 bits and a key of 64 bits into 128
 * random bits. Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 *
 * <p>One round, on words c0 .. c3 and key k0, k1: with h0:l0 = 0xD2511F53 c0 and h1:l1 = 0xCD9E8D57 c2 as products of 64
 * bits, c becomes (h1 ^ c1 ^ k0, l1, h0 ^ c3 ^ k1, l0); then k0 += 0x9E3779B9 and k1 += 0xBB67AE85.
 */
final class Philox {
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;

    private Philox() {}

    /**
     * One block of 128 bits. The low half of each long is the lower-numbered word.
     *
     * @param low counter words 0 and 1
     * @param high counter words 2 and 3
     * @param key key words 0 and 1
     * @param words receives the four words
     */
    static void block(long low, long high, long key, int[] words) {
        int c0 = (int) low;
        int c1 = (int) (low >>> 32);
        int c2 = (int) high;
        int c3 = (int) (high >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * (c0 & 0xFFFFFFFFL);
            long product1 = MULTIPLIER_1 * (c2 & 0xFFFFFFFFL);
            c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }
}
