extension Interpreter.DelegateChoice {
    /// The delegates that a choice allows, and what is to be said when one is not there.
    func delegates(threads: Int) -> ([any Delegate], [String]) {
        let vector = VectorDelegate(threads: threads)
        switch self {
        case .reference: return ([], [])
        case .auto: return (automatic([vector].compactMap { $0 }, threads: threads), [])
        case .vector:
            guard let vector else { return ([], [missing("this processor")]) }
            return ([vector], [])
        case .onednn:
            #if OneDNN
                do { return ([try OneDNNDelegate(threads: threads)], []) } catch {
                    return ([], ["\(error.message); the reference kernels are used"])
                }
            #else
                return ([], [missing("this build")])
            #endif
        case .xnnpack: return ([], [missing("this build")])
        }
    }

    /// Adds the libraries to what is always there.
    private func automatic(_ delegates: [any Delegate], threads: Int) -> [any Delegate] {
        var delegates = delegates
        #if OneDNN
            delegates.append(OneDNNDelegate(threads: threads, rivals: delegates))
        #endif
        return delegates
    }

    private func missing(_ place: String) -> String {
        "delegate \(rawValue) is not part of \(place); the reference kernels are used"
    }
}
