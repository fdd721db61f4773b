#if XNNPACK
    /// Weighs what the library offers against others, before it is loaded.
    struct XNNPACKComparison {
        /// Who computes what without the library.
        private let others: Partitioner

        /// - Parameter others: What other delegates offer.
        init(_ graph: GraphView, others: [Claim]) {
            var partitioner = Partitioner(graph)
            partitioner.add(others, by: nil)
            self.others = partitioner
        }

        /// The offers that are worth loading the library for; none when nothing is.
        ///
        /// Numbers that the library rounds otherwise than the reference kernels do are accepted
        /// only where they at least halve the time: else a few fast sums would make a graph inexact
        /// whose products others compute exactly.
        func choice(among offers: [XNNPACKOffer]) -> [Claim] {
            let without = estimate([])
            var choice = offers.filter(\.roundsAsReference).map(\.claim)
            var time = estimate(choice)
            if choice.count < offers.count {
                let all = offers.map(\.claim)
                let shortest = estimate(all)
                if shortest < time / 2 {
                    choice = all
                    time = shortest
                }
            }
            return (without - time) * XNNPACKRates.runs > XNNPACKRates.loading ? choice : []
        }

        /// The time of a run, by the partitioner's own rule.
        private func estimate(_ claims: [Claim]) -> Double {
            var partitioner = others
            partitioner.add(claims, by: nil)
            return partitioner.parts().reduce(0) { $0 + $1.claim.cost }
        }
    }

    /// The rates that estimates are made of, in operations or bytes a nanosecond on one thread.
    ///
    /// Measured on AVX-512 side by side with the vector delegate's kernels, node by node on real
    /// models, and scaled to the rates that it is estimated by: only their order matters.
    enum XNNPACKRates {
        static let product = 85.0
        static let depthwise = 28.0
        static let quantizedProduct = 100.0
        static let quantizedDepthwise = 42.0
        static let bytes = 9.0
        static let resizedBytes = 5.0
        /// The bytes that count for an element, by its type: those of two inputs and an output of
        /// reals, and a third for 8 bits.
        static func bytes(_ type: ElementType) -> Double { type == .float32 ? 12 : 4 }
        /// The rows of a product that the library's kernels compute together.
        static let rows = 7
        /// What an operator costs besides, in nanoseconds.
        static let overhead = 300.0
        /// Finding, relocating and initializing the library, in nanoseconds.
        static let loading = 600_000.0
        /// The runs that loading should have paid after.
        static let runs = 100.0
    }
#endif
