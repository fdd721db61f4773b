"""Makes the models that tests of the command line run: python3 make_models.py

Field numbers are those of LiteRT's schema.fbs.
"""

import os
import struct

from flatbuffer import Table, Vector, write

FLOAT32, INT32, UINT8 = 0, 2, 3
FULLY_CONNECTED, CUSTOM, EXP, NEG = 9, 32, 47, 59
FULLY_CONNECTED_OPTIONS = 8
RELU = 1


def tensor(name, shape, type=FLOAT32, signature=None, quantization=None, buffer=0, variable=False):
    return Table({
        0: Vector("i", shape), 1: ("b", type), 2: ("I", buffer), 3: name, 4: quantization,
        5: ("b", 1) if variable else None, 7: Vector("i", signature) if signature else None,
    })


def operator(code, inputs, outputs, options=None, custom=None):
    """options: the number of the table in the schema's union, and the table."""
    return Table({
        0: ("I", code), 1: Vector("i", inputs), 2: Vector("i", outputs),
        3: ("b", options[0]) if options else None, 4: options[1] if options else None,
        5: custom,
    })


def floats(*values):
    return struct.pack(f"<{len(values)}f", *values)


def code(builtin, version=1, custom=None):
    return Table({0: ("b", builtin), 1: custom, 2: ("i", version), 3: ("i", builtin)})


def names(entries):
    return Vector(None, [Table({0: name, 1: ("I", index)}) for name, index in entries])


def save(name, codes, tensors, inputs, outputs, nodes, **more):
    graph = Table({
        0: Vector(None, tensors), 1: Vector("i", inputs), 2: Vector("i", outputs),
        3: Vector(None, nodes), 4: "main",
    })
    model = Table({
        0: ("I", 3), 1: Vector(None, codes), 2: Vector(None, [graph]), 3: more.get("remark"),
        4: Vector(None, [Table({})] + [Table({0: data}) for data in more.get("buffers", [])]),
        6: more.get("metadata"), 7: more.get("signatures"),
    })
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), "wb") as file:
        file.write(write(model, b"TFL3"))


# decay = exp(-left), of any number of rows; growth = exp(right).
save(
    "two-branches.tflite",
    [code(NEG), code(EXP)],
    [
        tensor("left", [1, 3], signature=[-1, 3]), tensor("right", [4]),
        tensor("minus", [1, 3], signature=[-1, 3]),
        tensor("decay", [1, 3], signature=[-1, 3]), tensor("growth", [4]),
    ],
    inputs=[0, 1], outputs=[3, 4],
    nodes=[operator(0, [0], [2]), operator(1, [2], [3]), operator(1, [1], [4])],
    remark="made by make_models.py",
    buffers=[b"1.5.0\0\0\0"],
    metadata=Vector(None, [Table({0: "min_runtime_version", 1: ("I", 1)})]),
    signatures=Vector(None, [Table({
        0: names([("x", 0), ("y", 1)]), 1: names([("falling", 3), ("rising", 4)]),
        2: "serving_default", 4: ("I", 0),
    })]),
)

# Nothing can run it: an operator of nobody's, and one of a version that does not exist.
save(
    "unknown-operators.tflite",
    [code(NEG, version=99), code(CUSTOM, custom="Wibble")],
    [
        tensor("image", [2, 2], UINT8, quantization=Table({
            2: Vector("f", [0.5]), 3: Vector("q", [128]),
        })),
        tensor("wobbly", [2, 2]), tensor("result", [2, 2]),
    ],
    inputs=[0], outputs=[2],
    nodes=[operator(1, [0], [1]), operator(0, [1], [2])],
)

# Operators of Tests/Fixtures/plugins/models.c: one with a constant, options and an input that is left out; one whose
# shape depends on a value.
save(
    "plugin-operators.tflite",
    [code(EXP), code(CUSTOM, custom="Twist"), code(NEG), code(CUSTOM, custom="Stretch")],
    [
        tensor("image", [2, 3]), tensor("count", [1], INT32), tensor("weights", [4], buffer=1),
        tensor("raised", [2, 3]), tensor("twisted", [2, 4]), tensor("result", [2, 4]),
        tensor("stretched", [1], signature=[-1]),
    ],
    inputs=[0, 1], outputs=[5, 6],
    nodes=[
        operator(0, [0], [3]), operator(1, [3, 2, -1], [4], custom=floats(0.125)),
        operator(2, [4], [5]), operator(3, [5, 1], [6]),
    ],
    buffers=[floats(0.5, -1.5, 2.25, 3)],
)

# For the delegate there: a layer, one with EXP behind it, and a tally that it keeps from run to run.
save(
    "plugin-delegate.tflite",
    [code(FULLY_CONNECTED), code(EXP), code(CUSTOM, custom="Tally")],
    [
        tensor("image", [1, 3]), tensor("wide", [4, 3], buffer=1), tensor("biases", [4], buffer=2),
        tensor("hidden", [1, 4]), tensor("narrow", [2, 4], buffer=3), tensor("layered", [1, 2]),
        tensor("raised", [1, 2]), tensor("tally", [1, 2], variable=True), tensor("result", [1, 2]),
    ],
    inputs=[0], outputs=[6, 8],
    nodes=[
        operator(
            0, [0, 1, 2], [3], options=(FULLY_CONNECTED_OPTIONS, Table({0: ("b", RELU)}))),
        operator(0, [3, 4, -1], [5], options=(FULLY_CONNECTED_OPTIONS, Table({}))),
        operator(1, [5], [6]), operator(2, [6, 7], [8]),
    ],
    buffers=[
        floats(*[(place % 5 - 2) / 4 for place in range(12)]), floats(0.5, -0.25, 1, 0),
        floats(*[(place % 3 - 1) / 2 for place in range(8)]),
    ],
)
