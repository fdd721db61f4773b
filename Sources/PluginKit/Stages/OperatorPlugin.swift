import CPoseAnimatePlugin

/// A tensor bound to memory, or only described: as `pa_tensor` says.
public typealias Tensor = pa_tensor

extension pa_tensor {
    /// The sides; elements lie with the last one fastest.
    public var sides: [Int] {
        withUnsafeBytes(of: shape) { bytes in
            bytes.bindMemory(to: Int64.self).prefix(Int(min(rank, UInt32(PA_HIGHEST_RANK))))
                .map(Int.init)
        }
    }

    /// How many elements it has.
    public var elementCount: Int { sides.reduce(1, *) }

    /// The elements, when their values are known.
    public func elements<Element: BitwiseCopyable>(
        _: Element.Type
    ) -> UnsafeMutableBufferPointer<Element> {
        guard let data else { return UnsafeMutableBufferPointer(start: nil, count: 0) }
        return UnsafeMutableBufferPointer(
            start: data.assumingMemoryBound(to: Element.self), count: elementCount)
    }
}

/// A node of a model: valid only during the call that it is given to.
public struct ModelNode {
    private let node: pa_node

    package init(_ node: UnsafePointer<pa_node>) { self.node = node.pointee }

    public var version: Int { Int(node.version) }
    /// For messages: "node 12 (Twist)"; the engine puts it before what a stage throws.
    public var place: String { node.place.map { String(cString: $0) } ?? "" }
    public var inputs: UnsafeBufferPointer<Tensor> {
        UnsafeBufferPointer(start: node.inputs, count: Int(node.input_count))
    }
    public var outputs: UnsafeBufferPointer<Tensor> {
        UnsafeBufferPointer(start: node.outputs, count: Int(node.output_count))
    }
    /// A custom operator's settings, as the model has them.
    public var options: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: node.options, count: node.option_byte_count)
    }
}

/// What an operator says of itself.
public struct OperatorAbilities: Sendable {
    /// As models name the custom operator.
    public var name: String
    public var versions: ClosedRange<Int>
    /// What the first input may be: `PA_FLOAT32` and so on.
    public var types: [Int]

    public init(_ name: String, versions: ClosedRange<Int> = 1...1, types: [Int]) {
        self.name = name
        self.versions = versions
        self.types = types
    }
}

/// A custom operator of models.
public protocol OperatorPlugin: StagePlugin {
    static var abilities: OperatorAbilities { get }

    init(_ setup: Setup<Void>) throws

    /// Checks a node and tells its outputs' shapes; nil when they depend on values still to come. Called on any
    /// thread.
    func shapes(of node: ModelNode) throws -> [[Int]]?

    /// What computes the outputs of one node: all that does not depend on values is done here, once. Called on any
    /// thread.
    func prepare(_ node: ModelNode) throws -> any OperatorKernel
}

/// Computes the outputs of one node, again and again.
public protocol OperatorKernel: AnyObject {
    /// Allocates nothing.
    func run(_ node: ModelNode) throws
}

extension OperatorPlugin {
    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.operator/1") { engine, values, _ in
            let stage = try Self(Setup((), engine, about, values))
            return StageBox<any OperatorPlugin, pa_operator>.make(stage, engine, interface)
        }
    }

    public static func traits(in memory: TraitsMemory) -> UnsafeRawPointer? {
        let memory = memory.memory
        var traits = pa_operator_traits()
        traits.size = MemoryLayout<pa_operator_traits>.size
        traits.name = memory.text(abilities.name)
        traits.first_version = UInt32(clamping: abilities.versions.lowerBound)
        traits.last_version = UInt32(clamping: abilities.versions.upperBound)
        traits.types = UnsafePointer(memory.array(abilities.types.map { UInt32(clamping: $0) }))
        traits.type_count = UInt32(abilities.types.count)
        return UnsafeRawPointer(memory.value(traits))
    }

    private static func interface(_ data: UnsafeMutableRawPointer) -> pa_operator {
        typealias Box = StageBox<any OperatorPlugin, pa_operator>
        var interface = pa_operator()
        interface.size = MemoryLayout<pa_operator>.size
        interface.data = data
        interface.destroy = { Box.release($0?.pointee.data) }
        interface.infer = { stage, node, ranks, shapes in
            guard let box = Box.at(stage?.pointee.data), let node, let ranks, let shapes else {
                return pa_status(PA_FAULT)
            }
            var needsValues = false
            let status = box.engine.status {
                guard let told = try box.stage.shapes(of: ModelNode(node)) else {
                    needsValues = true
                    return
                }
                try tell(told, count: Int(node.pointee.output_count), ranks, shapes)
            }
            return status == PA_OK && needsValues ? pa_status(PA_NEEDS_VALUES) : status
        }
        interface.prepare = { stage, node, kernel in
            guard let box = Box.at(stage?.pointee.data), let node, let kernel else {
                return pa_status(PA_FAULT)
            }
            return box.engine.status {
                let made = KernelBox(try box.stage.prepare(ModelNode(node)), box.engine)
                kernel.pointee = made.retained
            }
        }
        interface.run = { _, kernel, node in
            guard let node else { return pa_status(PA_FAULT) }
            return KernelBox<any OperatorKernel>.status(kernel) { try $0.run(ModelNode(node)) }
        }
        interface.release = { _, kernel in
            KernelBox<any OperatorKernel>.release(kernel)
        }
        return interface
    }
}

private func tell(
    _ shapes: [[Int]], count: Int, _ ranks: UnsafeMutablePointer<UInt32>,
    _ numbers: UnsafeMutablePointer<Int64>
) throws {
    guard shapes.count == count, shapes.allSatisfy({ $0.count <= Int(PA_HIGHEST_RANK) }) else {
        throw PluginFailure(
            .badData, "there are \(shapes.count) shapes, and the node has \(count) outputs")
    }
    for (output, shape) in shapes.enumerated() {
        ranks[output] = UInt32(shape.count)
        for (axis, side) in shape.enumerated() {
            numbers[output * Int(PA_HIGHEST_RANK) + axis] = Int64(side)
        }
    }
}
