// What convolution and transposed_convolution share; the same as dualflow.op.Convolutions, in the same order of arithmetic. Each sum
// starts from zero and runs, by fma, over the kernel's rows, its columns, then the channels; taps outside the image are skipped. Kernel
// suffixes: common.cl.
#ifdef CPU_KERNELS
#include "panels.cl"
#endif

// An image [height, width, channels], a kernel, the result [rows, columns, results].
typedef struct {
    int height;
    int width;
    int channels;
    int kernel_height;
    int kernel_width;
    int rows;
    int columns;
    int results;
    int stride;
    int padding;
} Sizes;

// Where tap k reads for a position of the result, or -1 where that is outside the image.
static int source(int position, int k, int length, const Sizes *sizes, int transposed) {
    int at = transposed ? position + sizes->padding - k : position * sizes->stride - sizes->padding + k;
    if (transposed && sizes->stride > 1) {
        at = at >= 0 && at % sizes->stride == 0 ? at / sizes->stride : -1;
    }
    return at >= 0 && at < length ? at : -1;
}

// One element of the result.
static real convolve(global const real *x, global const real *w, const Sizes *sizes, int i, int j, int transposed) {
    real sum = 0;
    for (int k = 0; k < sizes->kernel_height; k++) {
        const int row = source(i, k, sizes->height, sizes, transposed);
        for (int l = 0; l < sizes->kernel_width; l++) {
            const int column = source(j, l, sizes->width, sizes, transposed);
            if (row >= 0 && column >= 0) {
                global const real *from = x + (row * sizes->width + column) * sizes->channels;
                global const real *weights = w + (k * sizes->kernel_width + l) * sizes->channels * sizes->results;
                for (int c = 0; c < sizes->channels; c++) {
                    sum = fma(from[c], weights[c * sizes->results], sum);
                }
            }
        }
    }
    return sum;
}

#define CONVOLUTION(NAME, TRANSPOSED)                                                                           \
    kernel void op_##NAME(                                                                                      \
        global const real *x, global const real *w, global real *y, const Blocks blocks, const Sizes sizes) {   \
        const int item = get_global_id(0);                                                                      \
        if (item < blocks.items) {                                                                              \
            const int size = sizes.rows * sizes.columns * sizes.results;                                        \
            const int pixel = item % size / sizes.results;                                                      \
            y[item] = convolve(                                                                                 \
                x + start(&blocks, 0, item / size),                                                             \
                w + start(&blocks, 1, item / size) + item % sizes.results,                                      \
                &sizes,                                                                                         \
                pixel / sizes.columns,                                                                          \
                pixel % sizes.columns,                                                                          \
                TRANSPOSED);                                                                                    \
        }                                                                                                       \
    }

#ifdef CPU_KERNELS
// For CPUs: a work-item takes some neighbouring pixels of all images and a strip of output channels. It takes some terms for all its
// pixels, then the next ones: several rows of the kernel together where these are short, else a part of one. Pixels that have the same
// terms inside the image form the rows of one product, whose terms are contiguous in the image and in the weights. (In a transposed
// convolution they are not, so that each tap is a product of its own.)
typedef struct {
    int row;
    int column;
    int image; // the offset of its image
} Pixel;

// Some terms: rows [row, row + rows) of the kernel, elements [begin, end) of each; in a transposed convolution, `row` is the one tap.
typedef struct {
    int row;
    int rows;
    int begin;
    int end;
} Terms;

// Which of the terms are inside the image for a pixel, and where the first of them is in x.
typedef struct {
    int key; // 0 where none is
    int from;
} Inside;

#define TERMS_AT_ONCE 576
#define KEY(ROW, ROWS, BEGIN, TERMS) ((((ROW) * 32 + (ROWS)) << 20) + ((BEGIN) << 10) + (TERMS))
#define ROW_OF(KEY) ((KEY) >> 25)
#define ROWS_OF(KEY) ((KEY) >> 20 & 31)
#define BEGIN_OF(KEY) ((KEY) >> 10 & 1023)
#define TERMS_OF(KEY) ((KEY) & 1023)

static Inside inside_of(const Pixel *pixel, const Terms *terms, const Sizes *sizes, int transposed) {
    Inside inside;
    if (transposed) {
        const int row = source(pixel->row, terms->row / sizes->kernel_width, sizes->height, sizes, 1);
        const int column = source(pixel->column, terms->row % sizes->kernel_width, sizes->width, sizes, 1);
        inside.key = row >= 0 && column >= 0 ? KEY(0, 1, 0, terms->end - terms->begin) : 0;
        inside.from = pixel->image + (row * sizes->width + column) * sizes->channels + terms->begin;
        return inside;
    }
    const int top = pixel->row * sizes->stride - sizes->padding;
    const int left = pixel->column * sizes->stride - sizes->padding;
    const int row = max(terms->row, -top);
    const int rows = min(terms->row + terms->rows, sizes->height - top) - row;
    const int begin = max(terms->begin, -left * sizes->channels);
    const int end = min(terms->end, (sizes->width - left) * sizes->channels);
    inside.key = rows > 0 && end > begin ? KEY(row - terms->row, rows, begin - terms->begin, end - begin) : 0;
    inside.from = pixel->image + ((top + row) * sizes->width + left) * sizes->channels + begin;
    return inside;
}

static void convolve_tiles(
    global const real *x,
    global const real *w,
    global real *y,
    const Blocks *blocks,
    const Sizes *sizes,
    int images,
    int groups,
    int strips,
    int transposed) {
    const int area = sizes->rows * sizes->columns;
    const int size = images * area;
    const int item = get_global_id(0);
    const int group = item % groups;
    const int strip = item / groups % strips;
    const int block = item / groups / strips;
    const int first = (long)size * group / groups;
    const int count = (long)size * (group + 1) / groups - first;
    const int results = sizes->results;
    const int all = (results + LANES - 1) / LANES;
    const int at = (long)all * strip / strips;
    const int vectors = (long)all * (strip + 1) / strips - at;
    const int numbers = min(results - at * LANES, vectors * LANES);
    const int tiles = (vectors + WIDEST - 1) / WIDEST;
    x += start(blocks, 0, block);
    global const real *weights = w + start(blocks, 1, block) + at * LANES;
    global real *out = y + (block * size + first) * results + at * LANES;
    Pixel pixels[MOST_ROWS];
    for (int p = 0; p < count; p++) {
        const int place = (first + p) % area;
        pixels[p].row = place / sizes->columns;
        pixels[p].column = place % sizes->columns;
        pixels[p].image = (first + p) / area * sizes->height * sizes->width * sizes->channels;
    }
    // The number of terms taken at a time.
    const int run = (transposed ? 1 : sizes->kernel_width) * sizes->channels;
    const int runs = transposed ? sizes->kernel_height * sizes->kernel_width : sizes->kernel_height;
    const int most = min(PANEL / vectors, TERMS_AT_ONCE);
    const int at_once = transposed ? 1 : clamp(most / max(1, run), 1, min(runs, 31));
    int part = run;
    if (run > most) {
        const int channels = sizes->channels;
        part = channels > most ? (channels + channels / most) / (1 + channels / most) : most / channels * channels;
    }
    // With all terms taken at once, each pixel is visited once and its sums need not be stored in between.
    const int once = run > 0 && at_once == runs && part == run && results % LANES == 0;
    global vec *to = once ? (global vec *)out : 0;
    const int packed = results % LANES != 0;
    const int x_row = sizes->width * sizes->channels;
    vec panel[PANEL];
    vec sums[SUMS];
    // The pixels not yet taken, and those of one product.
    int keys[MOST_ROWS];
    int sources[MOST_ROWS];
    int places[MOST_ROWS];
    int from[MOST_ROWS];
    int rows[MOST_ROWS];
    for (int i = 0; !once && i < count * vectors; i++) {
        sums[i] = 0;
    }
    for (int row = 0; row < runs; row += at_once) {
        for (int begin = 0; begin < run; begin += part) {
            Terms terms;
            terms.row = row;
            terms.rows = min(at_once, runs - row);
            terms.begin = begin;
            terms.end = min(begin + part, run);
            const int length = terms.end - terms.begin;
            int left = 0;
            for (int p = 0; p < count; p++) {
                const Inside inside = inside_of(&pixels[p], &terms, sizes, transposed);
                keys[left] = inside.key;
                sources[left] = inside.from;
                places[left] = p;
                left += inside.key != 0;
                for (int v = 0; once && inside.key == 0 && v < vectors; v++) {
                    ((global vec *)(out + p * results))[v] = 0;
                }
            }
            if (left == 0) {
                continue;
            }
            const int offset = (row * run + begin) * results;
            if (packed) {
                pack(
                    weights + offset, results, terms.rows * length, numbers, vectors, tiles, panel, terms.rows * length);
            }
            while (left > 0) {
                // The pixels of one key: that of the middle pixel is usually the most frequent.
                const int key = keys[left / 2];
                int members = 0;
                int others = 0;
                for (int p = 0; p < left; p++) {
                    const int other_key = keys[p];
                    const int member = other_key == key;
                    from[members] = sources[p];
                    rows[members] = places[p];
                    keys[others] = other_key;
                    sources[others] = sources[p];
                    places[others] = places[p];
                    members += member;
                    others += !member;
                }
                left = others;
                const int skipped = ROW_OF(key) * length + BEGIN_OF(key);
                if (packed) {
                    multiply_rows_private(
                        x, from, rows, members, x_row, panel, 0, terms.rows * length, skipped, length, ROWS_OF(key), TERMS_OF(key),
                        once, sums, vectors, tiles, to, results / LANES);
                } else {
                    multiply_rows_global(
                        x, from, rows, members, x_row, (global const vec *)(weights + offset), results / LANES, 0, skipped, length,
                        ROWS_OF(key), TERMS_OF(key), once, sums, vectors, tiles, to, results / LANES);
                }
            }
        }
    }
    if (!once) {
        write_sums(sums, count, vectors, out, results, numbers);
    }
}

#define CONVOLUTION_TILES(NAME, TRANSPOSED)                                             \
    kernel void op_##NAME##_tiles(                                                      \
        global const real *x,                                                           \
        global const real *w,                                                           \
        global real *y,                                                                 \
        const Blocks blocks,                                                            \
        const Sizes sizes,                                                              \
        const int images,                                                               \
        const int groups,                                                               \
        const int strips) {                                                             \
        convolve_tiles(x, w, y, &blocks, &sizes, images, groups, strips, TRANSPOSED);   \
    }
#else
#define CONVOLUTION_TILES(NAME, TRANSPOSED)
#endif
