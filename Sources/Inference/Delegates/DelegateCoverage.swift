/// Which delegates compute which operators, for the document of supported operators; independent
/// of the processor that asks and of the traits of this build.
package enum DelegateCoverage {
    private static let delegates: [(name: String, operators: Set<BuiltinOperator>)] = [
        ("vector", vector), ("xnnpack", xnnpack), ("onednn", oneDNN),
    ]

    private static let vector: Set<BuiltinOperator> = ByteFunction.operators.union([
        .conv2d, .depthwiseConv2d, .pad, .maxPool2d, .averagePool2d, .resizeBilinear,
        .relu, .relu6, .reluN1To1, .hardSwish, .logistic, .tanh, .prelu,
        .add, .sub, .mul, .maximum, .minimum, .squaredDifference, .quantize,
    ])

    private static let xnnpack: Set<BuiltinOperator> = [
        .conv2d, .depthwiseConv2d, .transposeConv, .fullyConnected, .pad, .maxPool2d,
        .averagePool2d, .resizeBilinear, .add, .sub, .mul, .div, .maximum, .minimum,
        .squaredDifference, .relu, .relu6, .reluN1To1, .hardSwish, .logistic, .tanh, .abs, .neg,
        .square, .sqrt, .floor, .ceil, .round, .softmax, .leakyRelu, .elu, .prelu, .quantize,
        .dequantize,
    ]

    private static let oneDNN: Set<BuiltinOperator> = [
        .conv2d, .depthwiseConv2d, .fullyConnected, .batchMatmul, .maxPool2d, .averagePool2d,
        .pad, .add, .relu, .relu6, .reluN1To1, .prelu,
    ]

    /// The delegates that compute nodes of an operator, alone or together with others, in some
    /// types and shapes; the reference kernels compute them in all.
    package static func names(of name: OperatorName) -> [String] {
        guard case .builtin(let code) = name else { return [] }
        return delegates.filter { $0.operators.contains(code) }.map(\.name)
    }

    /// Whether a delegate's claims hold only operators that are listed above; what is not would be
    /// missing in the document.
    static func lists(_ claims: [Claim], of delegate: String, in graph: GraphView) -> Bool {
        guard let operators = delegates.first(where: { $0.name == delegate })?.operators else {
            return false
        }
        return claims.allSatisfy { claim in
            claim.nodes.allSatisfy { position in
                guard case .builtin(let code) = graph.nodes[position].name else { return false }
                return operators.contains(code)
            }
        }
    }
}
