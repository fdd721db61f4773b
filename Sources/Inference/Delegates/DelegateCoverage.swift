/// Which delegates compute which operators, for the document of supported operators; independent
/// of the processor that asks.
package enum DelegateCoverage {
    private static let delegates: [(name: String, operators: Set<BuiltinOperator>)] = [
        ("vector", VectorDelegate.operators)
    ]

    /// The delegates that compute nodes of an operator, alone or together with others, in some
    /// types and shapes; the reference kernels compute them in all.
    package static func names(of name: OperatorName) -> [String] {
        guard case .builtin(let code) = name else { return [] }
        return delegates.filter { $0.operators.contains(code) }.map(\.name)
    }
}

extension VectorDelegate {
    static let operators: Set<BuiltinOperator> = ByteFunction.operators.union([
        .conv2d, .depthwiseConv2d, .pad, .maxPool2d, .averagePool2d, .resizeBilinear,
        .relu, .relu6, .reluN1To1, .hardSwish, .logistic, .tanh, .prelu,
        .add, .sub, .mul, .maximum, .minimum, .squaredDifference, .quantize,
    ])

    /// Whether claims hold only operators that are listed above; what is not would be missing in
    /// the document.
    static func lists(_ claims: [Claim], in graph: GraphView) -> Bool {
        claims.allSatisfy { claim in
            claim.nodes.allSatisfy { position in
                guard case .builtin(let code) = graph.nodes[position].name else { return false }
                return operators.contains(code)
            }
        }
    }
}
