// Register blocking for CPUs: 8 rows by up to 3 vectors of 64 bytes. Row I is read element by element from a##I[l], vectors from `column`;
// the sums are s##I##0, s##I##1 and s##I##2. Rows of vectors are aligned to 64 bytes: buffers are, and row lengths are multiples of the
// vector's length.
#ifdef REAL_IS_DOUBLE
#define LANES 8
typedef double8 vec;
#else
#define LANES 16
typedef float16 vec;
#endif

#define ROWS_4(DO) DO(0) DO(1) DO(2) DO(3)
#define ROWS_6(DO) ROWS_4(DO) DO(4) DO(5)
#define ROWS(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7)

#define ZERO_1(I) vec s##I##0 = 0;
#define ZERO_2(I) ZERO_1(I) vec s##I##1 = 0;
#define ZERO_3(I) ZERO_2(I) vec s##I##2 = 0;
#define LOAD_1 const vec b0 = column[0];
#define LOAD_2 LOAD_1 const vec b1 = column[1];
#define LOAD_3 LOAD_2 const vec b2 = column[2];
#define LOAD_4 LOAD_3 const vec b3 = column[3];
#define FMA_1(I) s##I##0 = fma((vec)(a##I[l]), b0, s##I##0);
#define FMA_2(I) FMA_1(I) s##I##1 = fma((vec)(a##I[l]), b1, s##I##1);
#define FMA_3(I) FMA_2(I) s##I##2 = fma((vec)(a##I[l]), b2, s##I##2);
#define FMA_4(I) FMA_3(I) s##I##3 = fma((vec)(a##I[l]), b3, s##I##3);

// Prefetches the 64 bytes at an address, which may lie outside every buffer. OpenCL's own prefetch compiles to nothing in PoCL 3.1, so
// its compiler's builtin is used there.
#ifdef POCL_DEVICE_ADDRESS_BITS
#define FETCH(ADDRESS) __builtin_prefetch((const void *)(size_t)(ADDRESS));
#else
#define FETCH(ADDRESS) prefetch((global const real *)(size_t)(ADDRESS), LANES);
#endif
#define FETCH_1(FROM) FETCH(FROM)
#define FETCH_2(FROM) FETCH_1(FROM) FETCH((FROM) + 1)
#define FETCH_3(FROM) FETCH_2(FROM) FETCH((FROM) + 2)
#define FETCH_4(FROM) FETCH_3(FROM) FETCH((FROM) + 3)

// The index of a work-item's work, or -1. More work-items may be launched than there is work, since a launch does not know the vector
// length; the idle ones are spread evenly among the others, so that each core gets its share of them.
static int work_of(int item, int items, int work) {
    const int index = (long)item * work / items;
    return index < (long)(item + 1) * work / items ? index : -1;
}
