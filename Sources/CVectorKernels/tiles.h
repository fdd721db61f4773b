#ifndef POSE_TILES_H
#define POSE_TILES_H

/// The rows of a tile, when a number of tiles share all rows as evenly as can be.
typedef struct {
    long first, last;
} tile_rows;

static inline tile_rows rows_of_tile(long tile, long tiles, long total) {
    return (tile_rows){tile * total / tiles, (tile + 1) * total / tiles};
}

#endif
