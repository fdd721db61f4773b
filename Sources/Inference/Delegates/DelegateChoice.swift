extension Interpreter.DelegateChoice {
    /// The delegates that a choice allows, and what is to be said when one is not there.
    func delegates(threads: Int) -> ([any Delegate], [String]) {
        let vector = VectorDelegate(threads: threads)
        switch self {
        case .reference: return ([], [])
        case .auto: return ([vector].compactMap { $0 }, [])
        case .vector:
            guard let vector else { return ([], [missing("this processor")]) }
            return ([vector], [])
        case .xnnpack, .onednn: return ([], [missing("this build")])
        }
    }

    private func missing(_ place: String) -> String {
        "delegate \(rawValue) is not part of \(place); the reference kernels are used"
    }
}
