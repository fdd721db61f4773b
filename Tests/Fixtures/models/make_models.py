"""Makes the models that tests of the command line run: python3 make_models.py

Field numbers are those of LiteRT's schema.fbs.
"""

import os

from flatbuffer import Table, Vector, write

FLOAT32, UINT8 = 0, 3
EXP, NEG, CUSTOM = 47, 59, 32


def tensor(name, shape, type=FLOAT32, signature=None, quantization=None):
    return Table({
        0: Vector("i", shape), 1: ("b", type), 2: ("I", 0), 3: name, 4: quantization,
        7: Vector("i", signature) if signature else None,
    })


def operator(code, inputs, outputs):
    return Table({0: ("I", code), 1: Vector("i", inputs), 2: Vector("i", outputs)})


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
