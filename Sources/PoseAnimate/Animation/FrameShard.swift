/// One of several parts of a clip that are drawn apart: every `count`th of the selected frames,
/// beginning with the `index`th, both from 0.
///
/// So all parts have the same work to do, and no part needs to know how long the clip is.
public struct FrameShard: Sendable, Equatable {
    public let index: Int
    public let count: Int

    public static let whole = FrameShard(index: 0, count: 1)

    private init(index: Int, count: Int) {
        self.index = index
        self.count = count
    }

    /// Reads `i/n`.
    ///
    /// - Throws: `usage`.
    public init(parsing text: String) throws(PoseAnimateError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let index = parts[0], let count = parts[1], count > 0,
            count <= 1_000_000, (0..<count).contains(index)
        else {
            throw PoseAnimateError(
                .usage, "shard `\(text)`: write i/n, such as 0/4 for the first of four parts")
        }
        (self.index, self.count) = (index, count)
    }

    /// Whether the selected frame that comes as the `ordinal`th, from 0, belongs to the part.
    public func contains(_ ordinal: Int) -> Bool { ordinal % count == index }

    /// How many of `total` frames belong to the part.
    public func size(of total: Int) -> Int { (total - index + count - 1) / count }
}
