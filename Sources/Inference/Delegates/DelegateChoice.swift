extension Interpreter.DelegateChoice {
    /// The delegates that a choice allows, and what is to be said when one is not there.
    var delegates: ([any Delegate], [String]) {
        switch self {
        case .reference: ([], [])
        case .auto, .vector: ([], [])
        case .xnnpack, .onednn:
            ([], ["delegate \(rawValue) is not part of this build; reference kernels are used"])
        }
    }
}
