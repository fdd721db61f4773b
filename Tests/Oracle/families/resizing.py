"""Images brought to another size."""

import numpy as np

from Oracle.registry import alike

OPTIONS = {
    "RESIZE_BILINEAR": "ResizeBilinearOptions",
    "RESIZE_NEAREST_NEIGHBOR": "ResizeNearestNeighborOptions",
}
KINDS = ["float32", "int8", "uint8", "int16"]


@alike(
    list(OPTIONS),
    *KINDS, *(f"{kind}-aligned" for kind in KINDS), *(f"{kind}-half-pixel" for kind in KINDS),
    "float32-dynamic", "int8-doubled", "uint8-doubled", "float32-doubled",
)  # fmt: skip
def resize(draw, graph, operator, variant):
    dtype, _, kind = variant.partition("-")
    batches, height, width, depth = draw.shape(4, 7)
    size = [draw.integer(1, 12), draw.integer(1, 12)]
    if kind == "doubled":
        size = [height * 2, width * 2]
    x, quantization = draw.operand(dtype, [batches, height, width, depth])
    size = np.array(size, np.int32)
    first = graph.input(x, quantization)
    second = graph.input(size) if kind == "dynamic" else graph.constant(size)
    fields = {
        "alignCorners": kind == "aligned",
        "halfPixelCenters": kind in ("half-pixel", "doubled"),
    }
    version = 3 if fields["halfPixelCenters"] else {"int8": 2, "int16": 4}.get(dtype, 1)
    if dtype == "int16":
        version = 4
    options = (OPTIONS[operator], fields)
    return graph.operator(operator, [first, second], dtype, options, version, quantization)
