/// A tensor seen as rows along its last axis.
struct Rows: Sendable {
    var count: Int
    var length: Int

    init(_ shape: Shape) {
        length = shape.dimensions.last ?? 1
        count = length == 0 ? 0 : shape.count / length
    }

    /// Calls with where each row begins.
    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        for row in 0..<count { body(row * length) }
    }
}
