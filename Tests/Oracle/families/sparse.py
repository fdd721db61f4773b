"""Sparse constants that are made dense before a convolution or a product."""

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from Oracle.builder import Quantization
from Oracle.registry import family

VECTORS = {
    np.int32: (schema.SparseIndexVector.Int32Vector, schema.Int32VectorT),
    np.uint16: (schema.SparseIndexVector.Uint16Vector, schema.Uint16VectorT),
    np.uint8: (schema.SparseIndexVector.Uint8Vector, schema.Uint8VectorT),
}


def vector(values, kind):
    code, make = VECTORS[kind]
    table = make()
    table.values = np.array(values, kind)
    return code, table


def dimension(size):
    metadata = schema.DimensionMetadataT()
    metadata.format = schema.DimensionType.DENSE
    metadata.denseSize = size
    return metadata


def compressed(segments, indices, kinds):
    if segments[-1] > np.iinfo(kinds[0]).max:
        kinds = (np.int32, kinds[1])
    metadata = schema.DimensionMetadataT()
    metadata.format = schema.DimensionType.SPARSE_CSR
    metadata.arraySegmentsType, metadata.arraySegments = vector(segments, kinds[0])
    metadata.arrayIndicesType, metadata.arrayIndices = vector(indices, kinds[1])
    return metadata


def keep_one(dense):
    """A constant of nothing but zeros would store nothing, as none that is trained does."""
    if not dense.any():
        dense.flat[0] = 1


def compress_last(dense, kinds):
    """Rows over the last axis of which only the non-zeros are stored."""
    keep_one(dense)
    rows = dense.reshape(-1, dense.shape[-1])
    parameters = schema.SparsityParametersT()
    parameters.traversalOrder = np.arange(dense.ndim, dtype=np.int32)
    counts = np.count_nonzero(rows, axis=1)
    parameters.dimMetadata = [dimension(size) for size in dense.shape[:-1]]
    parameters.dimMetadata.append(compressed([0, *np.cumsum(counts)], np.nonzero(rows)[1], kinds))
    return rows[rows != 0], parameters


def compress_blocks(dense, block, kinds):
    """A matrix whose rows hold blocks of so many columns, of which the empty are left out."""
    keep_one(dense)
    rows, columns = dense.shape
    blocks = dense.reshape(rows, columns // block, block)
    filled = np.any(blocks != 0, axis=2)
    parameters = schema.SparsityParametersT()
    parameters.traversalOrder = np.array([0, 1, 2], np.int32)
    parameters.blockMap = np.array([1], np.int32)
    segments = [0, *np.cumsum(filled.sum(axis=1))]
    parameters.dimMetadata = [
        dimension(rows),
        compressed(segments, np.nonzero(filled)[1], kinds),
        dimension(block),
    ]
    return blocks[filled].reshape(-1), parameters


def sparse_weights(draw, shape, dtype):
    values = draw.values(dtype, shape)
    return np.where(draw.random.random(shape) < 0.3, values, 0).astype(dtype)


KINDS = [(np.uint8, np.uint8), (np.uint16, np.uint8), (np.uint16, np.uint16), (np.int32, np.int32)]


@family("DENSIFY", "float32", "float16", "int8", "float32-blocks", "float16-blocks")
def densify(draw, graph, variant):
    """Feeds a product; weights of half precision are widened after they are made dense."""
    dtype, _, kind = variant.partition("-")
    block = draw.turn([2, 4])
    depth, count = draw.integer(1, 4) * block, draw.integer(1, 12)
    dense = sparse_weights(draw, [count, depth], dtype)
    if kind:
        keep = np.repeat(draw.random.random([count, depth // block]) < 0.5, block, axis=1)
        dense = np.where(keep, draw.values(dtype, [count, depth]), 0).astype(dtype)
        values, sparsity = compress_blocks(dense, block, draw.turn(KINDS))
    else:
        values, sparsity = compress_last(dense, draw.turn(KINDS))
    wq = Quantization(draw.real(0.002, 0.02), 0) if dtype == "int8" else None
    stored = graph.constant(values, wq, sparsity, dense.shape)
    weights = graph.operator("DENSIFY", [stored], dtype, ("DensifyOptions", {}), 1, wq)
    x, xq = draw.operand(dtype if wq else "float32", [draw.integer(1, 4), depth])
    result = draw.accumulated("int8", xq, wq, max(1, depth // 3)) if wq else None
    if dtype == "float16":
        weights = graph.operator("DEQUANTIZE", [weights], "float32", ("DequantizeOptions", {}), 3)
    return graph.operator(
        "FULLY_CONNECTED",
        [graph.input(x, xq), weights, -1],
        "int8" if wq else "float32",
        ("FullyConnectedOptions", {"fusedActivationFunction": draw.activation()}),
        6,
        result,
    )


@family("DENSIFY", "float32-convolution", "float16-convolution")
def densify_convolution(draw, graph, variant):
    dtype = variant.partition("-")[0]
    kernel = draw.turn([1, 1, 3])
    depth, count = draw.integer(1, 12), draw.integer(1, 12)
    dense = sparse_weights(draw, [count, kernel, kernel, depth], dtype)
    values, sparsity = compress_last(dense, draw.turn(KINDS))
    stored = graph.constant(values, sparsity=sparsity, shape=dense.shape)
    weights = graph.operator("DENSIFY", [stored], dtype, ("DensifyOptions", {}))
    if dtype == "float16":
        weights = graph.operator("DEQUANTIZE", [weights], "float32", ("DequantizeOptions", {}), 3)
    x = graph.input(draw.floats([1, draw.integer(1, 6), draw.integer(1, 6), depth]))
    options = {
        "strideH": 1,
        "strideW": draw.integer(1, 2),
        "fusedActivationFunction": draw.activation(),
    }
    bias = graph.constant(draw.floats([count]))
    return graph.operator("CONV_2D", [x, weights, bias], "float32", ("Conv2DOptions", options))
