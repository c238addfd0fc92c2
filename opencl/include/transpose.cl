// Square matrices in registers, one vector per row. Needs tiles.cl before it.

// An unaligned vector; a vec is aligned to its size.
typedef vec vec_anywhere __attribute__((aligned(sizeof(number))));
static inline vec load_vec(global const number *from) {
    return *(global const vec_anywhere *)from;
}
static inline void store_vec(global number *to, vec x) {
    *(global vec_anywhere *)to = x;
}

// Interleaves the first, and the second, halves of two vectors.
static inline vec low(vec a, vec b) {
    vec both;
    both.even = a.lo;
    both.odd = b.lo;
    return both;
}
static inline vec high(vec a, vec b) {
    vec both;
    both.even = a.hi;
    both.odd = b.hi;
    return both;
}

// The even, and the odd, elements of two vectors.
static inline vec evens(vec a, vec b) {
    vec both;
    both.lo = a.even;
    both.hi = b.even;
    return both;
}
static inline vec odds(vec a, vec b) {
    vec both;
    both.lo = a.odd;
    both.hi = b.odd;
    return both;
}

// Transposes, and handles the columns one after the other: LOAD(i) is row i, HANDLE(x, i) takes column i. Interleaving row i with row
// i + half (a perfect shuffle) rotates the bits of (row, column) by one; as many times as a row's index has bits, it exchanges the two.
// Without loops and arrays, so that everything stays in registers.
#define LOADED(I) const vec rows##I = LOAD(I);
#define HANDLED(I) HANDLE(LAST(I), I)
#ifdef REAL_IS_DOUBLE
#define EACH_ROW(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7)
#define DEAL(FROM, TO) \
    const vec TO##0 = low(FROM##0, FROM##4); \
    const vec TO##1 = high(FROM##0, FROM##4); \
    const vec TO##2 = low(FROM##1, FROM##5); \
    const vec TO##3 = high(FROM##1, FROM##5); \
    const vec TO##4 = low(FROM##2, FROM##6); \
    const vec TO##5 = high(FROM##2, FROM##6); \
    const vec TO##6 = low(FROM##3, FROM##7); \
    const vec TO##7 = high(FROM##3, FROM##7);
#define LAST(I) thrice##I
#define DEALT DEAL(rows, once) DEAL(once, twice) DEAL(twice, thrice)
#else
#define EACH_ROW(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11) DO(12) DO(13) DO(14) DO(15)
#define DEAL(FROM, TO) \
    const vec TO##0 = low(FROM##0, FROM##8); \
    const vec TO##1 = high(FROM##0, FROM##8); \
    const vec TO##2 = low(FROM##1, FROM##9); \
    const vec TO##3 = high(FROM##1, FROM##9); \
    const vec TO##4 = low(FROM##2, FROM##10); \
    const vec TO##5 = high(FROM##2, FROM##10); \
    const vec TO##6 = low(FROM##3, FROM##11); \
    const vec TO##7 = high(FROM##3, FROM##11); \
    const vec TO##8 = low(FROM##4, FROM##12); \
    const vec TO##9 = high(FROM##4, FROM##12); \
    const vec TO##10 = low(FROM##5, FROM##13); \
    const vec TO##11 = high(FROM##5, FROM##13); \
    const vec TO##12 = low(FROM##6, FROM##14); \
    const vec TO##13 = high(FROM##6, FROM##14); \
    const vec TO##14 = low(FROM##7, FROM##15); \
    const vec TO##15 = high(FROM##7, FROM##15);
#define LAST(I) columns##I
#define DEALT DEAL(rows, once) DEAL(once, twice) DEAL(twice, thrice) DEAL(thrice, columns)
#endif
#define EACH_COLUMN { EACH_ROW(LOADED) DEALT EACH_ROW(HANDLED) }
