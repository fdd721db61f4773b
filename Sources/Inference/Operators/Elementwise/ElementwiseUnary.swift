import Glibc

/// Operators that compute each output element from the one input element in its place.
enum ElementwiseUnary {
    static let definitions: [OperatorDefinition] = [
        real(.neg) { -$0 },
        real(.exp) { expf($0) },
    ]

    /// An operator on float32 alone.
    private static func real(
        _ code: BuiltinOperator, _ function: @escaping @Sendable (Float) -> Float
    ) -> OperatorDefinition {
        OperatorDefinition(
            .builtin(code), versions: 1...2, types: [.float32],
            shapes: { (request) throws(InferenceError) in
                try request.expect(inputs: 1...1)
                let input = try request.input(0)
                guard input.type == .float32, try request.output().type == .float32 else {
                    throw request.unsupported("works on float32, not \(input.type)")
                }
                return .shapes([input.shape])
            },
            kernel: { (request) throws(InferenceError) in
                let input = try request.input(0).elements(Float.self)
                let output = try request.output().elements(Float.self)
                return {
                    for index in input.indices { output[index] = function(input[index]) }
                }
            })
    }
}
