/// Things of the plug-in's side that the engine knows by numbers.
struct Numbered<Thing> {
    private var things: [UInt64: Thing] = [:]
    private var next: UInt64 = 1

    /// - Returns: its number, which is never given again.
    mutating func add(_ thing: Thing) -> UInt64 {
        defer { next += 1 }
        things[next] = thing
        return next
    }

    /// The thing whose number a message tells.
    func find(_ message: inout MessageReader) throws(BrokenMessage) -> Thing {
        guard let thing = things[try message.value()] else { throw BrokenMessage() }
        return thing
    }

    /// Takes out the thing whose number a message tells.
    mutating func take(_ message: inout MessageReader) throws(BrokenMessage) -> Thing {
        guard let thing = things.removeValue(forKey: try message.value()) else {
            throw BrokenMessage()
        }
        return thing
    }
}
