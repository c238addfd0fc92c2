// The sizes of a 3x3 convolution by Winograd's F(4x4, 3x3), and where a tile begins.

// Images [height, width, channels], results [rows, columns, results]; tiles per image, per row, and of all images of a block.
typedef struct {
    int height;
    int width;
    int channels;
    int rows;
    int columns;
    int results;
    int padding;
    int tiles;
    int across;
    int all;
} Sizes;

#define TOP(tile) ((tile) % sizes.tiles / sizes.across * 4)
#define LEFT(tile) ((tile) % sizes.across * 4)
