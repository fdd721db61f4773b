"""Products of matrices."""

from Oracle.families.convolution import weight_type, with_bias
from Oracle.registry import family


@family(
    "FULLY_CONNECTED",
    "float32", "float32-dynamic", "float32-kept", "int8", "int8-per-channel", "int8-kept",
    "int8-dynamic", "uint8", "int16", "int16-per-channel",
)  # fmt: skip
def fully_connected(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    depth, count = draw.integer(1, 40), draw.integer(1, 20)
    leading = draw.shape(draw.integer(1, 3), 3)
    if kind != "kept" and draw.chance(0.3):
        # More than two dimensions are taken as rows of the weights' width.
        leading = draw.shape(3, 3)
    x, xq = draw.operand(dtype, [*leading, depth])
    w, wq = draw.weights(weight_type(dtype), [count, depth], 0 if kind == "per-channel" else None)
    weights = graph.input(w, wq) if kind == "dynamic" else graph.constant(w, wq)
    inputs = [graph.input(x, xq), weights]
    with_bias(draw, graph, dtype, inputs, xq, wq, count, depth)
    version = {"int8": 4, "int16": 7}.get(dtype, 1)
    if kind == "kept":
        version = max(version, 5)
    if len(inputs) == 2:
        inputs.append(-1)
        version = max(version, 6)
    if kind == "per-channel":
        version = 12
    options = {"keepNumDims": kind == "kept", "fusedActivationFunction": draw.activation()}
    return graph.operator(
        "FULLY_CONNECTED",
        inputs,
        dtype,
        ("FullyConnectedOptions", options),
        version,
        draw.accumulated(dtype, xq, wq, depth),
    )


@family("BATCH_MATMUL", "float32", "float32-constant", "float32-broadcast", "int8", "int16")
def batch_matmul(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    rows, depth, columns = draw.integer(1, 7), draw.integer(1, 12), draw.integer(1, 7)
    left = draw.shape(draw.integer(0, 3), 3)
    right = list(left)
    if kind == "broadcast":
        left = draw.shape(draw.integer(1, 3), 3)
        right = [1 if draw.chance(0.5) else size for size in left][draw.integer(0, 1) :]
        padded = [1] * (len(left) - len(right)) + right
        left = [1 if other != 1 and draw.chance(0.3) else size for size, other in zip(left, padded)]
    adjoint_x, adjoint_y = draw.turn([False, True], every=2), draw.turn([False, True])
    x_shape = [*left, depth, rows] if adjoint_x else [*left, rows, depth]
    y_shape = [*right, columns, depth] if adjoint_y else [*right, depth, columns]
    x, xq = draw.operand(dtype, x_shape)
    y, yq = draw.operand(dtype, y_shape)
    first = graph.input(x, xq)
    second = graph.constant(y, yq) if kind == "constant" else graph.input(y, yq)
    quantization = None
    if dtype != "float32":
        levels = 256 if dtype == "int16" else 1
        scale = float(xq.scale[0]) * float(yq.scale[0]) * 180 * levels * depth**0.5
        quantization = draw.quantization(dtype, scale)
    version = {"int8": 2, "int16": 3}.get(dtype, 1)
    options = ("BatchMatMulOptions", {"adjX": adjoint_x, "adjY": adjoint_y})
    return graph.operator("BATCH_MATMUL", [first, second], dtype, options, version, quantization)
