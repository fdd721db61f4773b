/// Writes a Swift type that runs one model, so that inputs and outputs are called by name and a
/// model that was exchanged for a different one is refused.
package struct WrapperGenerator {
    private let name: String
    private let model: Model
    private let description: ModelDescription
    private let inputs: [Port]
    private let outputs: [Port]

    /// An input or output of the model.
    private struct Port {
        var notes: TensorNotes
        var identifier: String
        var element: String
        var tensor: TensorDescription
    }

    /// Source that compiles where the module `Inference` can be imported.
    /// - Parameter name: The type's name; what Swift does not allow in names is left out.
    /// - Throws: `badMetadata` when the model's metadata is damaged, `unsupported` when an input
    ///   or output has elements that Swift has no type for.
    package static func source(
        of model: Model, name: String
    ) throws(InferenceError) -> String {
        try WrapperGenerator(model, name: name).source
    }

    private init(_ model: Model, name: String) throws(InferenceError) {
        self.name = SwiftIdentifier.type(name, fallback: "Network")
        self.model = model
        description = try model.describe()
        let graph = model.subgraphs[0]
        inputs = try Self.ports(model, graph.inputs, description.inputs, "input")
        outputs = try Self.ports(model, graph.outputs, description.outputs, "output")
    }

    private static func ports(
        _ model: Model, _ tensors: [Int], _ notes: [TensorNotes], _ kind: String
    ) throws(InferenceError) -> [Port] {
        let identifiers = SwiftIdentifier.unique(
            notes.map { SwiftIdentifier.variable($0.name, fallback: kind) })
        var ports: [Port] = []
        for (index, number) in tensors.enumerated() {
            let tensor = model.subgraphs[0].tensors[number]
            guard let element = tensor.type.swiftName else {
                throw InferenceError(
                    .unsupported, source: model.source, place: "\(kind) \(index)",
                    "holds \(tensor.type), which has no type in Swift")
            }
            ports.append(
                Port(
                    notes: notes[index], identifier: identifiers[index], element: element,
                    tensor: tensor))
        }
        return ports
    }

    private var source: String {
        let title = [description.name, description.remark].filter { !$0.isEmpty }
        var lines = ["import Inference", ""]
        lines.append("/// " + (title.isEmpty ? "A model." : oneLine(title.joined(separator: ": "))))
        lines += ["///", "/// Generated from a model; not to be edited.", "struct \(name) {"]
        lines += outputType + constants + ["    let interpreter: Inference.Interpreter", ""]
        lines += initializer + [""] + run + [""] + checks + ["}"]
        return lines.joined(separator: "\n") + "\n"
    }

    private var outputType: [String] {
        var lines = ["    /// What one run gives.", "    struct Outputs: Sendable {"]
        for port in outputs {
            lines += [
                "        /// " + summary(port),
                "        var \(port.identifier): [\(port.element)]",
            ]
        }
        return lines + ["    }", ""]
    }

    private var constants: [String] {
        constants("InputShapes", "Extents as the model declares them.", inputs, shape)
            + constants("OutputShapes", "Extents as the model declares them.", outputs, shape)
            + constants("InputNormalizations", "What values are normalized by.", inputs) { port in
                port.notes.normalization.map {
                    " = Inference.ValueNormalization(\n"
                        + "            means: \(list($0.means)),\n"
                        + "            deviations: \(list($0.deviations)))"
                }
            }
            + constants("InputQuantizations", "How numbers stand for reals.", inputs, quantization)
            + constants(
                "OutputQuantizations", "How numbers stand for reals.", outputs, quantization)
    }

    /// A group of constants, one for each port that has one.
    private func constants(
        _ name: String, _ remark: String, _ ports: [Port], _ value: (Port) -> String?
    ) -> [String] {
        let lines = ports.compactMap { port in
            value(port).map { "        static let \(port.identifier)\($0)" }
        }
        guard !lines.isEmpty else { return [] }
        return ["    /// " + remark, "    enum \(name) {"] + lines + ["    }", ""]
    }

    private func shape(_ port: Port) -> String? {
        ": [Int] = " + list(port.tensor.shape.dimensions)
    }

    private func quantization(_ port: Port) -> String? {
        guard let quantization = port.tensor.quantization, quantization.scales.count == 1 else {
            return nil
        }
        return " = Inference.Quantization(scale: \(quantization.scale), "
            + "zeroPoint: \(quantization.zeroPoint))"
    }

    private var initializer: [String] {
        [
            "    /// Prepares the model.",
            "    /// - Throws: `badArgument` when it is not the model that this was generated from.",
            "    init(",
            "        model: Inference.Model,",
            "        options: Inference.Interpreter.Options = Inference.Interpreter.Options()",
            "    ) throws(Inference.InferenceError) {",
            "        try Self.check(model, model.subgraphs[0].inputs, Self.inputs)",
            "        try Self.check(model, model.subgraphs[0].outputs, Self.outputs)",
            "        interpreter = try Inference.Interpreter(model, options: options)",
            "    }",
        ]
    }

    private var run: [String] {
        var lines = ["    /// Computes the outputs."]
        for port in inputs {
            lines.append("    /// - Parameter \(port.identifier): " + summary(port))
        }
        lines.append(
            "    /// - Throws: `badArgument` when the number of values is not the input's.")
        lines.append("    func run(")
        for (index, port) in inputs.enumerated() {
            let end = index + 1 < inputs.count ? "," : ""
            lines.append("        \(port.identifier): [\(port.element)]\(end)")
        }
        lines.append("    ) throws(Inference.InferenceError) -> Outputs {")
        for (index, port) in inputs.enumerated() {
            lines.append(
                "        try self.interpreter.write(\(port.identifier), toInput: \(index))")
        }
        lines += ["        try self.interpreter.invoke()", "        return Outputs("]
        for (index, port) in outputs.enumerated() {
            let end = index + 1 < outputs.count ? "," : ""
            lines.append(
                "            \(port.identifier): try self.interpreter.read("
                    + "output: \(index), as: \(port.element).self)\(end)")
        }
        return lines + ["        )", "    }"]
    }

    private var checks: [String] {
        [
            "    private typealias Tensor = "
                + "(name: String, type: Inference.ElementType, shape: [Int])",
            "",
        ] + table("inputs", inputs) + table("outputs", outputs) + [
            "    private static func check(",
            "        _ model: Inference.Model, _ tensors: [Int], _ expected: [Tensor]",
            "    ) throws(Inference.InferenceError) {",
            "        let fits =",
            "            tensors.count == expected.count",
            "            && zip(tensors, expected).allSatisfy { tensor, expected in",
            "                let found = model.subgraphs[0].tensors[tensor]",
            "                return found.name == expected.name && found.type == expected.type",
            "                    && found.shape.dimensions == expected.shape",
            "            }",
            "        guard fits else {",
            "            throw Inference.InferenceError(",
            "                .badArgument, source: model.source,",
            "                \"is not the model that \(name) was generated from\")",
            "        }",
            "    }",
        ]
    }

    private func table(_ name: String, _ ports: [Port]) -> [String] {
        let rows = ports.map { port in
            "        (\(SwiftIdentifier.literal(port.tensor.name)), .\(port.tensor.type), "
                + "\(list(port.tensor.shape.dimensions)))"
        }
        return ["    private static let \(name): [Tensor] = ["]
            + (rows.isEmpty ? [] : [rows.joined(separator: ",\n")]) + ["    ]", ""]
    }

    private func summary(_ port: Port) -> String {
        let remark = oneLine(port.notes.remark)
        return "\(port.tensor.shape), \(port.tensor.type)" + (remark.isEmpty ? "." : ": " + remark)
    }

    private func list(_ values: [some CustomStringConvertible]) -> String {
        "[\(values.map(\.description).joined(separator: ", "))]"
    }

    /// A text without line breaks, for a comment.
    private func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension ElementType {
    /// The type in Swift whose values are the elements.
    fileprivate var swiftName: String? {
        switch self {
        case .float32: "Float"
        case .float64: "Double"
        case .int8: "Int8"
        case .uint8: "UInt8"
        case .int16: "Int16"
        case .uint16: "UInt16"
        case .int32: "Int32"
        case .uint32: "UInt32"
        case .int64: "Int64"
        case .uint64: "UInt64"
        case .bool: "Bool"
        default: nil
        }
    }
}
