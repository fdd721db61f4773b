/// What is left of a phase, in one atomic word: 24 bits of a serial number, 20 of the first tile
/// that is left, 20 of how many are.
///
/// The serial number tells a phase from the one before: a helper that slept between reading the
/// word and taking a tile would have to miss sixteen million phases to take one of another.
struct PhaseWord {
    var bits: UInt64

    /// The most tiles of a phase that threads can share.
    static let mostTiles = 1 << 20 - 1

    init(bits: UInt64) {
        self.bits = bits
    }

    init(serial: UInt64, tiles: Int) {
        bits = serial << 40 | UInt64(tiles)
    }

    @inline(__always) var left: Int { Int(bits & 0xF_FFFF) }
    private var first: Int { Int(bits >> 20 & 0xF_FFFF) }

    /// The first tile, and the word without it.
    @inline(__always) var takingFirst: (tile: Int, rest: PhaseWord) {
        (first, PhaseWord(bits: bits + 1 << 20 - 1))
    }

    /// The last tile, and the word without it.
    @inline(__always) var takingLast: (tile: Int, rest: PhaseWord) {
        (first + left - 1, PhaseWord(bits: bits - 1))
    }
}
