// convolution and transposed_convolution for GPUs, with the arithmetic of include/convolutions.cl, as an implicit matrix product: its rows
// are the pixels of the result, and the terms it sums over are the taps' channels. Its left factor is gathered from the image as needed.
// Kernel suffixes: include/common.cl.
#include "products.cl"

// Images are [height, width, channels], then the kernel, then results [rows, columns, results].
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

// The positions phase, phase + phases, ... of the result along an axis. Those of one phase meet the same taps; a convolution has one phase,
// a transposed one as many as its stride. Position i meets tap first + n * phases at base + i * step + n * direction of the image.
typedef struct {
    int phase;
    int positions;
    int first;
    int taps;
    int base;
    int step;
} Axis;

static Axis axis_of(int phase, int phases, int length, int kernel_length, const Sizes *sizes, int transposed) {
    Axis axis;
    axis.phase = phase;
    axis.positions = (length - phase + phases - 1) / phases;
    axis.first = transposed ? (phase + sizes->padding) % sizes->stride : 0;
    axis.taps = max(0, (kernel_length - axis.first + phases - 1) / phases);
    axis.base = transposed ? (phase + sizes->padding) / sizes->stride : -sizes->padding;
    axis.step = transposed ? 1 : sizes->stride;
    return axis;
}

// A pixel of the result: the position of its first tap in an image and in all images, and the offset of its own elements in the result.
typedef struct {
    int row;
    int column;
    int from;
    int to;
} Pixel;

// A channel of a tap: its distance from a pixel's first tap, also in elements, and the offset of its row of weights.
typedef struct {
    int row;
    int column;
    int from;
    int weights;
} Term;

static Pixel pixel_of(int index, const Axis *down, const Axis *across, int phases, const Sizes *sizes) {
    const int image = index / (down->positions * across->positions);
    const int i = index / across->positions % down->positions;
    const int j = index % across->positions;
    Pixel pixel;
    pixel.row = down->base + i * down->step;
    pixel.column = across->base + j * across->step;
    pixel.from = ((image * sizes->height + pixel.row) * sizes->width + pixel.column) * sizes->channels;
    pixel.to = ((image * sizes->rows + i * phases + down->phase) * sizes->columns + j * phases + across->phase) * sizes->results;
    return pixel;
}

static Term term_of(int index, const Axis *down, const Axis *across, int phases, int direction, const Sizes *sizes) {
    const int channel = index % sizes->channels;
    const int k = index / sizes->channels / across->taps;
    const int l = index / sizes->channels % across->taps;
    Term term;
    term.row = direction * k;
    term.column = direction * l;
    term.from = (term.row * sizes->width + term.column) * sizes->channels + channel;
    term.weights =
        (((down->first + k * phases) * sizes->kernel_width + across->first + l * phases) * sizes->channels + channel)
        * sizes->results;
    return term;
}

kernel OF_GROUP void op_convolution_product(
    global const real *x,
    global const real *w,
    global real *y,
    const Blocks blocks,
    const Sizes sizes,
    const int images,
    const int transposed) {
    local real4 left[TILE_TERMS * LEFT];
    local real4 right[TILE_TERMS * RIGHT];
    local Pixel pixels[TILE_ROWS];
    // For the current slab and the next one: its terms, and for each pixel a bit for each term that falls outside the image.
    local Term terms[2][TILE_TERMS];
    local uint outsides[2][TILE_ROWS];
    const int item = get_local_id(0);
    const int phases = transposed ? sizes.stride : 1;
    const int direction = transposed ? -1 : 1;
    const int strips = (sizes.results + TILE_COLUMNS - 1) / TILE_COLUMNS;
    const int most = images * ((sizes.rows + phases - 1) / phases) * ((sizes.columns + phases - 1) / phases);
    const int tiles = (most + TILE_ROWS - 1) / TILE_ROWS * strips;
    const int block = get_group_id(0) / tiles / (phases * phases);
    const int phase = get_group_id(0) / tiles % (phases * phases);
    const int top = get_group_id(0) % tiles / strips * TILE_ROWS;
    const int begin = get_group_id(0) % strips * TILE_COLUMNS;
    const Axis down = axis_of(phase / phases, phases, sizes.rows, sizes.kernel_height, &sizes, transposed);
    const Axis across = axis_of(phase % phases, phases, sizes.columns, sizes.kernel_width, &sizes, transposed);
    const int size = images * max(0, down.positions) * max(0, across.positions);
    // A work-group beyond the product has no terms. (It does not return here: PoCL cannot compile a return before a barrier.)
    const int count = top < size ? down.taps * across.taps * sizes.channels : 0;
    const int rows = item / ACROSS;
    const int columns = item % ACROSS;
    x += start(&blocks, 0, block);
    w += start(&blocks, 1, block);
    y += block * images * sizes.rows * sizes.columns * sizes.results;
    // Anything beyond the product is read from its last pixel, term and column, and not used.
    for (int row = item; row < TILE_ROWS && top < size; row += GROUP) {
        pixels[row] = pixel_of(min(top + row, size - 1), &down, &across, phases, &sizes);
        outsides[0][row] = 0;
    }
    if (item < TILE_TERMS && count > 0) {
        terms[0][item] = term_of(min(item, count - 1), &down, &across, phases, direction, &sizes);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    Sums sums;
    add_nothing(&sums);
    int slab = 0;
    for (int first = 0; first < count; first += TILE_TERMS, slab = 1 - slab) {
        EACH_LEFT(
            const Term term = terms[slab][l];
            const Pixel pixel = pixels[row];
            const int i = pixel.row + term.row;
            const int j = pixel.column + term.column;
            const int inside = i >= 0 && i < sizes.height && j >= 0 && j < sizes.width;
            LEFT_NUMBER(l, row) = inside ? x[pixel.from + term.from] : 0;
            if (!inside) {
                atomic_or(&outsides[slab][row], 1U << l);
            })
        EACH_RIGHT(RIGHT_NUMBER(l, column) = w[terms[slab][l].weights + min(begin + column, sizes.results - 1)];)
        for (int row = item; row < TILE_ROWS; row += GROUP) {
            outsides[1 - slab][row] = 0;
        }
        if (item < TILE_TERMS) {
            terms[1 - slab][item] =
                term_of(min(first + TILE_TERMS + item, count - 1), &down, &across, phases, direction, &sizes);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        const int many = min(TILE_TERMS, count - first);
        uint outside[ITEM_ROWS];
        uint any = 0;
        #pragma unroll
        for (int i = 0; i < ITEM_ROWS; i++) {
            outside[i] = outsides[slab][(i / 4 * DOWN + rows) * 4 + i % 4];
            any |= outside[i];
        }
        if (any == 0) {
            add_terms(&sums, left + rows, right + columns, many);
        } else {
            add_terms_inside(&sums, left + rows, right + columns, many, outside);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    #pragma unroll
    for (int i = 0; i < ITEM_ROWS; i++) {
        const int row = (i / 4 * DOWN + rows) * 4 + i % 4;
        const int column = begin + columns * 4;
        if (top + row < size) {
            write_row(sums.of[i], y + pixels[row].to + column, sizes.results - column);
        }
    }
}
