/// What a device would answer if it were asked, which comes with the answer to every other question.
struct DeviceStanding: BitwiseCopyable {
    /// `max` for never.
    var nextEvent = UInt64.max
    var raisesInterrupt: UInt32 = 0
}

extension MessageWriter {
    /// - Parameter cycle: what the device has not been told of yet.
    mutating func add(untold cycle: UInt64?) {
        add(UInt8(cycle == nil ? 0 : 1))
        add(cycle ?? 0)
    }
}

extension MessageReader {
    mutating func untoldCycle() throws(BrokenMessage) -> UInt64? {
        let isThere = try value(UInt8.self) != 0
        let cycle = try value(UInt64.self)
        return isThere ? cycle : nil
    }
}
