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
            guard let rivals else {
                return offers(at: Array(graph.nodes.indices), in: graph).map { wanted($0.claim) }
            }
            let others = rivals.flatMap { (try? $0.claims(in: graph)) ?? [] }
            // Where others have kernels of their own they are at least as fast (see the rates);
            // looking at the rest alone keeps the preparation of graphs short.
            let taken = Set(others.filter { $0.nodes.count == 1 }.map { $0.nodes[0] })
            let offers = offers(at: graph.nodes.indices.filter { !taken.contains($0) }, in: graph)
            guard !offers.isEmpty else { return [] }
            let choice = XNNPACKComparison(graph, others: others).choice(among: offers)
            // Finding out that the library is not there is no news: nobody asked for it.
            guard !choice.isEmpty, (try? XNNPACKLibrary.shared.get()) != nil else { return [] }
            return choice
        }

        /// Who asks for the library by its name gets it wherever it can compute, be it for one
        /// element; only offers are weighed against each other.
        private func wanted(_ claim: Claim) -> Claim {
            var claim = claim
            claim.cost *= 1e-6
            return claim
        }

        func work(
            of claim: Claim, _ binding: ClaimBinding
        ) throws(InferenceError) -> Work {
            guard let step = claim.recipe as? XNNPACKStep else {
                throw InferenceError(.unsupported, "the claim is not one of this delegate's")
            }
            return try step.recipe.operation(binding, threads.get()).work(in: step.series)
        }

        /// What the library could compute, which is known without it.
        private func offers(at positions: [Int], in graph: GraphView) -> [XNNPACKOffer] {
            let series = XNNPACKSeries()
            var claims: [Claim] = []
            for position in positions {
                // Operators of nothing are refused by the library.
                guard graph.nodes[position].outputs.count == 1,
                    graph.tensor(graph.nodes[position].outputs[0]).shape.count > 0
                else { continue }
                claims += XNNPACKProduct.claims(at: position, in: graph)
                claims += XNNPACKUnary.claims(at: position, in: graph)
                claims += XNNPACKBinary.claims(at: position, in: graph)
                claims += XNNPACKPooling.claims(at: position, in: graph)
                claims += XNNPACKResize.claims(at: position, in: graph)
            }
            assert(
                DelegateCoverage.lists(claims, of: name, in: graph), "list the operator's delegate")
            return claims.compactMap { claim in
                guard let recipe = claim.recipe as? any XNNPACKRecipe else { return nil }
                var claim = claim
                claim.recipe = XNNPACKStep(recipe: recipe, series: series)
                return XNNPACKOffer(claim: claim, roundsAsReference: recipe.roundsAsReference)
            }
        }
    }

    /// What a claim of this delegate becomes once it is bound.
    protocol XNNPACKRecipe: Sendable {
        /// Whole numbers come out as from the reference kernel; else they may differ by one.
        var roundsAsReference: Bool { get }

        func operation(
            _ binding: ClaimBinding, _ threads: XNNPACKThreads
        ) throws(InferenceError) -> XNNPACKOperator
    }

    /// A recipe and the series that it is to become a step of.
    struct XNNPACKStep: Sendable {
        var recipe: any XNNPACKRecipe
        var series: XNNPACKSeries
    }

    struct XNNPACKOffer {
        var claim: Claim
        var roundsAsReference: Bool
    }
#endif
