#if OneDNN
    import CVectorKernels

    /// oneDNN: convolutions, products of matrices, pools and slopes as the library compiles them for
    /// this processor.
    ///
    /// The library never starts a thread here. Work is cut into rows as the other delegates' is, and
    /// our own threads share the pieces, each an operation on one thread: so nobody waits actively
    /// between runs, and what is computed does not depend on who computes it.
    struct OneDNNDelegate: Delegate {
        let name = "onednn"
        let threads: Int
        let rates: OneDNNRates
        let context: OneDNNContext
        /// The other delegates where the fastest is chosen; nil where this one was asked for.
        private let rivals: [any Delegate]?

        /// The delegate for whatever it can compute.
        /// - Throws: `unsupported` when the library is not installed.
        init(threads: Int) throws(InferenceError) {
            self.init(threads: threads, rivals: nil, rates: .preferred(pose_vector_detect()))
            _ = try context.pointer()
        }

        /// The delegate for what it computes faster than others. It opens the library only when that
        /// is so for some nodes of a graph, and offers nothing when it is not installed.
        init(threads: Int, rivals: [any Delegate]) {
            self.init(threads: threads, rivals: rivals, rates: .estimated(pose_vector_detect()))
        }

        private init(threads: Int, rivals: [any Delegate]?, rates: OneDNNRates) {
            self.threads = threads
            self.rivals = rivals
            self.rates = rates
            context = OneDNNContext(threads: max(threads, 1))
        }

        func claims(in graph: GraphView) -> [Claim] {
            var claims: [Claim] = []
            for position in graph.nodes.indices {
                claims += OneDNNConvolution.claims(at: position, in: graph, of: self)
                claims += OneDNNQuantizedConvolution.claims(at: position, in: graph, of: self)
                claims += OneDNNProduct.claims(at: position, in: graph, of: self)
                claims += OneDNNMatrices.claims(at: position, in: graph, of: self)
                claims += OneDNNPool.claims(at: position, in: graph, of: self)
                claims += OneDNNSlopes.claims(at: position, in: graph, of: self)
            }
            assert(
                DelegateCoverage.lists(claims, of: name, in: graph), "list the operator's delegate")
            guard let rivals else { return claims }
            guard
                Offer(claims: claims).isWorth(
                    rates.opening / rates.runs, over: rivals, in: graph),
                (try? context.pointer()) != nil
            else { return [] }
            return claims
        }

        func work(of claim: Claim, _ binding: ClaimBinding) throws(InferenceError) -> Work {
            guard let recipe = claim.recipe as? any OneDNNRecipe else {
                throw InferenceError(.unsupported, "the claim is not one of this delegate's")
            }
            return try recipe.work(binding, self)
        }

        /// Claims that are not made yet.
        private struct Offer {
            let claims: [Claim]

            /// Whether these claims save a run some time, and a tenth of it at least: less is not
            /// worth the wait and the memory.
            ///
            /// - Parameter least: in nanoseconds.
            func isWorth(_ least: Double, over rivals: [any Delegate], in graph: GraphView) -> Bool
            {
                guard !claims.isEmpty else { return false }
                var partitioner = Partitioner(graph)
                guard isWorth(least, with: partitioner) else { return false }
                // The more compete, the less is saved: often the first one settles it.
                for rival in rivals {
                    partitioner.add((try? rival.claims(in: graph)) ?? [], by: nil)
                    guard isWorth(least, with: partitioner) else { return false }
                }
                return true
            }

            private func isWorth(_ least: Double, with others: Partitioner) -> Bool {
                let without = others.parts().reduce(0) { $0 + $1.claim.cost }
                var all = others
                all.add(claims, by: nil)
                let with = all.parts().reduce(0) { $0 + $1.claim.cost }
                return without - with > max(least, without / 10)
            }
        }
    }

    /// What a claim of the delegate becomes once it is bound.
    protocol OneDNNRecipe: Sendable {
        func work(_ binding: ClaimBinding, _ delegate: OneDNNDelegate) throws(InferenceError)
            -> Work
    }
#endif
