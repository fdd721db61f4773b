"""Writes a TensorFlow Lite model: one graph of tensors and operators, as a FlatBuffer."""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

TYPES = {
    "float32": schema.TensorType.FLOAT32,
    "float16": schema.TensorType.FLOAT16,
    "int32": schema.TensorType.INT32,
    "uint8": schema.TensorType.UINT8,
    "int64": schema.TensorType.INT64,
    "bool": schema.TensorType.BOOL,
    "int16": schema.TensorType.INT16,
    "int8": schema.TensorType.INT8,
    "uint32": schema.TensorType.UINT32,
    "uint16": schema.TensorType.UINT16,
}

# Codes above this one do not fit the older field of an operator code, which then holds this.
LARGEST_DEPRECATED_CODE = 127

# What is claimed of shapes until they are known. Some kernels keep a claim of as many elements
# as they write, so the first is one that nobody computes; others hold any claim but that of no
# dimensions against what they compute.
CLAIMS = ([1999], [])


class Quantization:
    """real = scale * (q - zero point), for the whole tensor or for each slice along an axis."""

    def __init__(self, scale, zero=0, axis=0):
        self.scale = np.atleast_1d(np.asarray(scale, np.float32))
        self.zero = np.broadcast_to(np.asarray(zero, np.int64), self.scale.shape)
        self.axis = axis

    @property
    def is_per_channel(self):
        return self.scale.size > 1

    def table(self):
        parameters = schema.QuantizationParametersT()
        parameters.scale = self.scale
        parameters.zeroPoint = np.array(self.zero, np.int64)
        parameters.quantizedDimension = self.axis
        return parameters


class Tensor:
    """What the file says of one tensor; `data` makes it a constant."""

    def __init__(self, shape, dtype, data=None, quantization=None, variable=False, sparsity=None):
        self.shape = list(shape)
        self.dtype = dtype
        self.data = data
        self.quantization = quantization
        self.variable = variable
        self.sparsity = sparsity
        self.signature = None


class Graph:
    """A graph that is being put together; tensors are known by their index."""

    def __init__(self):
        self.tensors = []
        self.operators = []
        self.inputs = []
        self.outputs = []
        self.values = []
        # How far a quantized output may be off for kernels that round otherwise.
        self.levels = 1
        self.description = "single-operator case"
        # Whether even the reference delegate may be off by as much.
        self.lenient = False
        # How far floats may be off, of the output's scale.
        self.fraction = 1e-4

    def add(self, tensor):
        self.tensors.append(tensor)
        return len(self.tensors) - 1

    def input(self, value, quantization=None, declared=None, signature=None):
        """An input of the graph and the value it is to have; `declared` is another shape
        that the file is to claim, which the runner then has to resize."""
        value = np.asarray(value)
        tensor = Tensor(value.shape if declared is None else declared, value.dtype.name)
        tensor.quantization = quantization
        tensor.signature = signature
        self.values.append(value)
        index = self.add(tensor)
        self.inputs.append(index)
        return index

    def constant(self, value, quantization=None, sparsity=None, shape=None):
        """A constant; `sparsity` and the dense `shape` go together."""
        value = np.asarray(value)
        return self.add(
            Tensor(
                value.shape if shape is None else shape,
                value.dtype.name,
                value,
                quantization,
                sparsity=sparsity,
            )
        )

    def state(self, shape, dtype="float32", quantization=None):
        """A tensor that keeps its value from one run to the next, empty at first."""
        return self.add(Tensor(shape, dtype, quantization=quantization, variable=True))

    def scratch(self, dtype, quantization):
        """A tensor inside an operator, there for the sake of its quantization."""
        return self.add(Tensor([0], dtype, quantization=quantization))

    def operator(
        self, name, inputs, dtype, options=None, version=1, quantization=None, intermediates=None
    ):
        """Adds an operator and a tensor for its output, whose shape is settled later."""
        return self.operators_of(
            name, inputs, [dtype], options, version, [quantization], intermediates
        )[0]

    def operators_of(
        self, name, inputs, dtypes, options=None, version=1, quantizations=None, intermediates=None
    ):
        """Adds an operator of several outputs."""
        quantizations = quantizations or [None] * len(dtypes)
        outputs = [
            self.add(Tensor([], dtype, quantization=quantization))
            for dtype, quantization in zip(dtypes, quantizations)
        ]
        self.operators.append((name, version, inputs, outputs, options, intermediates))
        return outputs

    def computed(self):
        """The tensors that operators write, with their indices."""
        for _, _, _, outputs, _, _ in self.operators:
            yield from ((index, self.tensors[index]) for index in outputs)

    def claim(self, shape):
        """Claims a shape for all tensors that the graph computes."""
        for _, tensor in self.computed():
            tensor.shape = list(shape)

    def settle(self, shapes):
        """Takes over the shapes that an interpreter found for tensors the graph computes."""
        for index, tensor in self.computed():
            tensor.shape = [int(size) for size in shapes[index]]

    def serialized(self):
        """The model as bytes."""
        model = schema.ModelT()
        model.version = 3
        model.description = self.description
        model.buffers = [schema.BufferT()]
        model.operatorCodes = []
        graph = schema.SubGraphT()
        graph.name = "main"
        graph.inputs = np.array(self.inputs, np.int32)
        graph.outputs = np.array(self.outputs, np.int32)
        graph.tensors = [
            self._tensor(model, index, tensor) for index, tensor in enumerate(self.tensors)
        ]
        codes = []
        graph.operators = [self._operator(model, codes, *entry) for entry in self.operators]
        model.subgraphs = [graph]
        builder = flatbuffers.Builder(4096)
        builder.Finish(model.Pack(builder), b"TFL3")
        return bytes(builder.Output())

    def _tensor(self, model, index, tensor):
        table = schema.TensorT()
        table.name = f"tensor_{index}"
        table.shape = np.array(tensor.shape, np.int32)
        if tensor.signature is not None:
            table.shapeSignature = np.array(tensor.signature, np.int32)
        table.type = TYPES[tensor.dtype]
        table.hasRank = True
        table.isVariable = tensor.variable
        table.sparsity = tensor.sparsity
        if tensor.quantization is not None:
            table.quantization = tensor.quantization.table()
        if tensor.data is not None:
            buffer = schema.BufferT()
            data = np.ascontiguousarray(tensor.data).tobytes()
            buffer.data = np.frombuffer(data, np.uint8)
            table.buffer = len(model.buffers)
            model.buffers.append(buffer)
        return table

    def _operator(self, model, codes, name, version, inputs, outputs, options, intermediates):
        if (name, version) not in codes:
            codes.append((name, version))
            code = schema.OperatorCodeT()
            code.builtinCode = getattr(schema.BuiltinOperator, name)
            code.deprecatedBuiltinCode = min(code.builtinCode, LARGEST_DEPRECATED_CODE)
            code.version = version
            model.operatorCodes.append(code)
        table = schema.OperatorT()
        table.opcodeIndex = codes.index((name, version))
        table.inputs = np.array(inputs, np.int32)
        table.outputs = np.array(outputs, np.int32)
        if intermediates:
            table.intermediates = np.array(intermediates, np.int32)
        if options is not None:
            kind, fields = options
            table.builtinOptionsType = getattr(schema.BuiltinOptions, kind)
            table.builtinOptions = getattr(schema, kind + "T")()
            for field, value in fields.items():
                if not hasattr(table.builtinOptions, field):
                    raise AttributeError(f"{kind} has no field {field}")
                setattr(table.builtinOptions, field, value)
        return table
