extension Interpreter.DelegateChoice {
    /// The delegates that a choice allows, and what is to be said when one is not there.
    func delegates(threads: Int) -> ([any Delegate], [String]) {
        let vector = VectorDelegate(threads: threads)
        switch self {
        case .reference: return ([], [])
        case .auto:
            var delegates: [any Delegate] = [vector].compactMap { $0 }
            #if XNNPACK
                delegates.append(XNNPACKDelegate(threads: threads, besides: delegates))
            #endif
            return (delegates, [])
        case .vector:
            guard let vector else { return ([], [missing("this processor")]) }
            return ([vector], [])
        case .xnnpack:
            #if XNNPACK
                do { return ([try XNNPACKDelegate(threads: threads)], []) } catch {
                    return ([], ["\(error.message); the reference kernels are used"])
                }
            #else
                return ([], [missing("this build")])
            #endif
        case .onednn: return ([], [missing("this build")])
        }
    }

    private func missing(_ place: String) -> String {
        "delegate \(rawValue) is not part of \(place); the reference kernels are used"
    }
}
