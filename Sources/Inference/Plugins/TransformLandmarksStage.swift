import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// TransformLandmarks behind the interface of plug-ins, so that models which are run every day go through it.
struct TransformLandmarksStage: OperatorPlugin {
    static let about = About("transform-landmarks", "maps points of the plane, as MediaPipe's")
    static let abilities = OperatorAbilities(
        "TransformLandmarks", versions: 1...2, types: [Int(PA_FLOAT32)])

    private static let plugin = BuiltInPlugin([TransformLandmarksStage.self])

    static let definition: OperatorDefinition = {
        do throws(PluginError) {
            return try OperatorDefinition(
                plugin.stage(.modelOperator, TransformLandmarksStage.about.id))
        } catch {
            // Only for want of memory; then models that need it are told so.
            let message = error.description
            return OperatorDefinition(
                .custom(abilities.name), versions: abilities.versions, types: [.float32],
                shapes: { (request) throws(InferenceError) in throw request.unsupported(message) },
                kernel: { (request) throws(InferenceError) in throw request.unsupported(message) })
        }
    }()

    init(_ setup: Setup<Void>) {}

    func shapes(of node: ModelNode) throws -> [[Int]]? {
        try telling { () throws(InferenceError) in
            try TransformLandmarks(ShapeRequest(node)).outputShapes()?.map(\.dimensions)
        }
    }

    func prepare(_ node: ModelNode) throws -> any PluginKit.OperatorKernel {
        try telling { () throws(InferenceError) in
            let plan = try TransformLandmarks(ShapeRequest(node))
            return BoundKernel(try plan.kernel(KernelRequest(node)))
        }
    }

    private final class BoundKernel: PluginKit.OperatorKernel {
        private let kernel: Kernel

        init(_ kernel: @escaping Kernel) { self.kernel = kernel }

        func run(_ node: ModelNode) throws { try kernel() }
    }
}

/// Runs something of ours for the interface.
private func telling<Result>(
    _ body: () throws(InferenceError) -> Result
) throws -> Result {
    do throws(InferenceError) {
        return try body()
    } catch {
        throw PluginFailure(error.kind == .unsupported ? .unavailable : .badData, error.message)
    }
}

extension Node {
    /// A custom operator's node, as far as the interface tells.
    fileprivate init(_ node: ModelNode) {
        self.init(
            index: 0, name: .custom(TransformLandmarksStage.abilities.name),
            version: node.version, inputs: node.inputs.indices.map { $0 },
            outputs: Array(node.outputs.indices), options: .none,
            customOptions: Array(node.options))
    }
}

extension ShapeRequest {
    fileprivate init(_ node: ModelNode) throws(InferenceError) {
        self.init(
            node: Node(node), inputs: try node.inputs.known(), outputs: try node.outputs.known())
    }
}

extension UnsafeBufferPointer<PluginKit.Tensor> {
    fileprivate func known() throws(InferenceError) -> [KnownTensor] {
        var tensors: [KnownTensor] = []
        for tensor in self {
            tensors.append(
                KnownTensor(
                    name: "", type: try tensor.elementType(), shape: try Shape(tensor.sides)))
        }
        return tensors
    }
}

extension KernelRequest {
    fileprivate init(_ node: ModelNode) throws(InferenceError) {
        self.init(
            node: Node(node), inputs: try node.inputs.bound(), outputs: try node.outputs.bound())
    }
}

extension UnsafeBufferPointer<PluginKit.Tensor> {
    fileprivate func bound() throws(InferenceError) -> [Tensor] {
        var tensors: [Tensor] = []
        for tensor in self {
            guard let data = tensor.data else {
                throw InferenceError(.badModel, "a tensor has no memory")
            }
            tensors.append(
                Tensor(
                    name: "", type: try tensor.elementType(), shape: try Shape(tensor.sides),
                    data: data, isConstant: tensor.is_constant != 0))
        }
        return tensors
    }
}

extension PluginKit.Tensor {
    fileprivate func elementType() throws(InferenceError) -> ElementType {
        guard let type = Int8(exactly: type).flatMap(ElementType.init) else {
            throw InferenceError(.badModel, "a tensor is missing")
        }
        return type
    }
}
