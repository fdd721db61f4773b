#if XNNPACK
    /// The operators of XNNPACK, one for each node and what can be done with it in one pass.
    struct XNNPACKDelegate: Delegate {
        let name = "xnnpack"
        private let threads: XNNPACKThreadsOnDemand
        /// Delegates that the library must outdo before it is loaded; nil where it is wanted
        /// whatever they offer.
        private let rivals: [any Delegate]?

        /// - Throws: `unsupported` where the library is not there.
        init(threads: Int) throws(InferenceError) {
            _ = try XNNPACKLibrary.shared.get()
            self.threads = XNNPACKThreadsOnDemand(count: threads)
            rivals = nil
        }

        /// A delegate that loads the library only for graphs that it shortens noticeably, and
        /// offers nothing where it is not there.
        init(threads: Int, besides rivals: [any Delegate]) {
            self.threads = XNNPACKThreadsOnDemand(count: threads)
            self.rivals = rivals
        }

        func claims(in graph: GraphView) -> [Claim] {
            let claims = offers(in: graph)
            guard let rivals else { return claims }
            guard !claims.isEmpty, isWorthLoading(for: claims, in: graph, besides: rivals),
                (try? XNNPACKLibrary.shared.get()) != nil
            else { return [] }
            return claims
        }

        func work(
            of claim: Claim, _ binding: ClaimBinding
        ) throws(InferenceError) -> Work {
            guard let offer = claim.recipe as? Offer else {
                throw InferenceError(.unsupported, "the claim is not one of this delegate's")
            }
            return try offer.recipe.operation(binding, threads.get()).work(in: offer.series)
        }

        /// What the library could compute, which is known without it.
        private func offers(in graph: GraphView) -> [Claim] {
            let series = XNNPACKSeries()
            var claims: [Claim] = []
            for position in graph.nodes.indices {
                // Operators of nothing are refused by the library.
                guard graph.nodes[position].outputs.count == 1,
                    graph.tensor(graph.nodes[position].outputs[0]).shape.count > 0
                else { continue }
                claims += XNNPACKProduct.claims(at: position, in: graph)
                claims += XNNPACKUnary.claims(at: position, in: graph)
                claims += XNNPACKBinary.claims(at: position, in: graph)
                claims += XNNPACKPooling.claims(at: position, in: graph)
                claims += XNNPACKResize.claims(at: position, in: graph)
                claims += XNNPACKPadding.claims(at: position, in: graph)
            }
            return claims.compactMap { claim in
                guard let recipe = claim.recipe as? any XNNPACKRecipe else { return nil }
                var offer = claim
                offer.recipe = Offer(recipe: recipe, series: series)
                return offer
            }
        }

        /// Whether the runs that a program is likely to make win back what loading takes.
        private func isWorthLoading(
            for claims: [Claim], in graph: GraphView, besides rivals: [any Delegate]
        ) -> Bool {
            var partitioner = Partitioner(graph)
            for rival in rivals { partitioner.add(rival, failed: []) }
            let without = partitioner.parts().reduce(0) { $0 + $1.claim.cost }
            partitioner.add(Offers(name: name, claims: claims), failed: [])
            let with = partitioner.parts().reduce(0) { $0 + $1.claim.cost }
            return (without - with) * XNNPACKRates.runs > XNNPACKRates.loading
        }

        private struct Offer: Sendable {
            var recipe: any XNNPACKRecipe
            var series: XNNPACKSeries
        }

        /// Claims that are already known, as the partitioner asks for them.
        private struct Offers: Delegate {
            let name: String
            let claims: [Claim]

            func claims(in graph: GraphView) -> [Claim] { claims }

            func work(
                of claim: Claim, _ binding: ClaimBinding
            ) throws(InferenceError) -> Work {
                throw InferenceError(.unsupported, "offers are only compared")
            }
        }
    }

    /// What a claim of this delegate becomes once it is bound.
    protocol XNNPACKRecipe: Sendable {
        func operation(
            _ binding: ClaimBinding, _ threads: XNNPACKThreads
        ) throws(InferenceError) -> XNNPACKOperator
    }

    /// The rates that estimates are made of, in operations or bytes a nanosecond on one thread.
    enum XNNPACKRates {
        static let product = 70.0
        static let depthwise = 20.0
        static let quantizedProduct = 70.0
        static let quantizedDepthwise = 15.0
        static let bytes = 8.0
        /// What an operator costs besides, in nanoseconds.
        static let overhead = 400.0
        /// Finding, relocating and initializing the library, in nanoseconds.
        static let loading = 2_000_000.0
        /// The runs that loading should have paid after.
        static let runs = 100.0
    }
#endif
