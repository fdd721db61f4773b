/// How hard PNG files are compressed; the pictures are the same.
public enum PNGCompression: String, Sendable, CaseIterable {
    /// The most pictures a second; files are two to three times larger.
    case fast
    /// About the size that other programs write, several times faster.
    case balanced
    /// For keeping.
    case small

    /// The packer's level.
    ///
    /// Level 3 is libdeflate's quickest on flat areas of colour: its level 1 takes twice as
    /// long.
    var level: Int32 {
        switch self {
        case .fast: 0
        case .balanced: 3
        case .small: 9
        }
    }

    /// ISA-L's quickest level finds only near repetitions, so it is shown rows as zeros where they
    /// repeat. The others find repetitions themselves, and differences between rows would break
    /// flat areas up.
    var filter: PNGRows.Filter { self == .fast ? .up : .none }
}
