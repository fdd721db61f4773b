/// What a node computes: one of the format's operators or a named custom one.
public enum OperatorName: Sendable, Hashable, CustomStringConvertible {
    case builtin(BuiltinOperator)
    case custom(String)

    public var description: String {
        switch self {
        case .builtin(let code): code.name
        case .custom(let name): name
        }
    }
}

/// One operator of a graph, with the tensors it reads and writes.
public struct Node: Sendable {
    /// The place in the subgraph's order, which is an order of execution.
    public var index: Int
    public var name: OperatorName
    public var version: Int
    /// Tensors by index; nil where an optional input is left out.
    public var inputs: [Int?]
    public var outputs: [Int]
    /// The quantization of values inside the operator, where the model tells it.
    public var intermediates: [Quantization?] = []
    /// The operator's settings, read by field number.
    public var options: NodeOptions
    /// The bytes that belong to a custom operator: a FlexBuffer map, or a raw structure.
    public var customOptions: [UInt8]

    public var place: String { "node \(index) (\(name))" }
}

/// The settings of a node: a FlatBuffers table whose fields are read by their numbers.
public struct NodeOptions: Sendable {
    let table: FlatTable?

    /// A table without fields: every setting has its default.
    public static let none = NodeOptions(table: nil)

    /// A whole number, or the schema's default where the field is left out. Enumerations and
    /// unions' types are one byte: read them with `byte`.
    public func int32(_ field: Int, default value: Int = 0) throws(InferenceError) -> Int {
        Int(try table?.scalar(field, Int32.self) ?? Int32(clamping: value))
    }

    public func byte(_ field: Int, default value: Int = 0) throws(InferenceError) -> Int {
        Int(try table?.scalar(field, Int8.self) ?? Int8(clamping: value))
    }

    public func bool(_ field: Int, default value: Bool = false) throws(InferenceError) -> Bool {
        try table?.scalar(field, UInt8.self).map { $0 != 0 } ?? value
    }

    public func float(_ field: Int, default value: Float = 0) throws(InferenceError) -> Float {
        try table?.scalar(field, UInt32.self).map(Float.init(bitPattern:)) ?? value
    }

    /// A vector of int32; empty when the field is left out.
    public func integers(_ field: Int) throws(InferenceError) -> [Int] {
        try table?.vector(field, of: Int32.self)?.map { Int($0) } ?? []
    }
}
