/// How hard PNG files are compressed; the pictures are the same.
public enum PNGCompression: String, Sendable, CaseIterable {
    /// The most pictures a second. Drawings of flat areas become as small as by `balanced`, others
    /// larger.
    case fast
    /// About the size that other programs write, or smaller, several times faster.
    case balanced
    /// For keeping.
    case small

    /// The packer's level for pictures of flat areas, and for others.
    ///
    /// Level 0 knows what filtered rows of flat pictures look like; libdeflate's levels take ten
    /// times as long to find it out.
    var levels: (flat: Int32, other: Int32) {
        switch self {
        case .fast: (0, 0)
        case .balanced: (0, 3)
        case .small: (9, 9)
        }
    }
}
