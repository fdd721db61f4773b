"""Operators on the bits of integers."""

import numpy as np

from Oracle.families.elementwise import shapes_of
from Oracle.registry import family

TYPES = ["int8", "uint8", "int16", "uint16", "int32", "uint32"]


@family("BITWISE_XOR", *TYPES, "int32-broadcast")
def exclusive_or(draw, graph, variant):
    dtype, shapes = shapes_of(draw, variant)
    inputs = [graph.input(draw.values(dtype, shape)) for shape in shapes]
    return graph.operator("BITWISE_XOR", inputs, dtype)


@family("RIGHT_SHIFT", *TYPES, "int32-broadcast")
def shift(draw, graph, variant):
    dtype, shapes = shapes_of(draw, variant)
    bits = np.iinfo(dtype).bits
    x = draw.values(dtype, shapes[0])
    y = draw.values(dtype, shapes[1], low=0, high=bits - 1)
    return graph.operator("RIGHT_SHIFT", [graph.input(x), graph.input(y)], dtype)
