/// How hard PNG files are compressed; the pictures are the same.
public enum PNGCompression: String, Sendable, CaseIterable {
    /// The most pictures a second. Drawings of flat areas become as small as by `balanced`, others
    /// larger.
    case fast
    /// About the size that other programs write, or smaller, several times faster.
    case balanced
    /// For keeping.
    case small

    static let highestLevel: Int32 = 9

    /// The level of libdeflate that is tried where the quick packer may not do; nil when it has to.
    ///
    /// The quick one knows what filtered rows of flat pictures look like; libdeflate takes thirty
    /// times as long to find it out, and level 3 the least of that: its level 1 takes twice as long.
    var thoroughLevel: Int32? {
        switch self {
        case .fast: nil
        case .balanced: 3
        case .small: Self.highestLevel
        }
    }
}
