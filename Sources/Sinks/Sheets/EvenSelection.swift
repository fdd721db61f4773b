/// Chooses a few frames, evenly spread over a clip that streams past.
///
/// When the clip's length is known, the first and the last frame are among them. When it is not,
/// every frame is kept until the room is full; then every second kept one goes, and from there on
/// only every second frame comes in, and so on.
struct EvenSelection<Item> {
    private(set) var items: [Item] = []
    private let room: Int
    private let frameCount: Int?
    private var seen = 0
    private var step = 1

    /// - Parameters:
    ///   - room: the most frames to keep, at least 1.
    ///   - frameCount: how many will come; nil when that is not known.
    init(room: Int, frameCount: Int?) {
        self.room = max(room, 1)
        // Far beyond any clip; keeps the products below within an `Int`.
        self.frameCount = frameCount.flatMap { $0 > 0 ? min($0, 1 << 40) : nil }
    }

    /// Tells of the next frame; `make` is called when it is chosen.
    mutating func offer<Failure: Error>(_ make: () throws(Failure) -> Item) throws(Failure) {
        let ordinal = seen
        seen += 1
        if let frameCount {
            guard items.count < min(room, frameCount), ordinal == place(of: items.count, frameCount)
            else { return }
        } else {
            guard ordinal.isMultiple(of: step) else { return }
            if items.count == room {
                items = items.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
                step *= 2
                guard ordinal.isMultiple(of: step) else { return }
            }
        }
        items.append(try make())
    }

    /// Which frame of a clip of known length is the `number`th choice, both from 0.
    private func place(of number: Int, _ frameCount: Int) -> Int {
        guard frameCount > room else { return number }
        return room == 1 ? 0 : number * (frameCount - 1) / (room - 1)
    }
}
