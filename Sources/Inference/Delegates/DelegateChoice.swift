extension Interpreter.DelegateChoice {
    /// The delegates that a choice allows, and what is to be said when one is not there.
    ///
    /// - Parameter others: what is there besides the interpreter's own.
    func delegates(
        besides others: [any Delegate], threads: Int
    ) -> ([any Delegate], [String]) {
        let vector = VectorDelegate(threads: threads)
        switch self {
        case .reference: return ([], [])
        case .auto:
            return (automatic([vector].compactMap { $0 }, threads: threads) + others, [])
        case .given: return (others, [])
        case .vector:
            guard let vector else { return ([], [missing("this processor")]) }
            return ([vector], [])
        case .xnnpack:
            #if XNNPACK
                return only { () throws(InferenceError) in try XNNPACKDelegate(threads: threads) }
            #else
                return ([], [missing("this build")])
            #endif
        case .onednn:
            #if OneDNN
                return only { () throws(InferenceError) in try OneDNNDelegate(threads: threads) }
            #else
                return ([], [missing("this build")])
            #endif
        }
    }

    /// Adds the libraries to what is always there; each looks at what it would have to beat before
    /// it is loaded: oneDNN, which takes the longest to load, at XNNPACK too.
    private func automatic(_ always: [any Delegate], threads: Int) -> [any Delegate] {
        var delegates = always
        #if XNNPACK
            delegates.append(XNNPACKDelegate(threads: threads, besides: always))
        #endif
        #if OneDNN
            delegates.append(OneDNNDelegate(threads: threads, rivals: delegates))
        #endif
        return delegates
    }

    /// One delegate, or why it is not there.
    private func only(
        _ delegate: () throws(InferenceError) -> any Delegate
    ) -> ([any Delegate], [String]) {
        do {
            return ([try delegate()], [])
        } catch {
            return ([], ["\(error.message); the reference kernels are used"])
        }
    }

    private func missing(_ place: String) -> String {
        "delegate \(rawValue) is not part of \(place); the reference kernels are used"
    }
}
