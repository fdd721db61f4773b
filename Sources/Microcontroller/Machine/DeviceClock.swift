/// A device's own time within the machine's.
final class DeviceClock {
    let device: any Device
    /// The processor's line that it raises.
    let line: Int?
    private let frequency: UInt64
    private let instructionsPerSecond: UInt64
    private var raises = false
    /// The instruction before which something happens by itself; `max` for never.
    private(set) var nextEvent = UInt64.max

    init(_ device: any Device, line: Int?, frequency: UInt64, instructionsPerSecond: UInt64) {
        self.device = device
        self.line = line
        self.frequency = frequency
        self.instructionsPerSecond = instructionsPerSecond
    }

    func advance(to instruction: UInt64) {
        device.advance(
            to: Self.scaled(instruction, by: frequency, over: instructionsPerSecond, up: false))
        _ = update()
    }

    /// Asks the device anew.
    ///
    /// - Returns: whether its interrupt line changed.
    func update() -> Bool {
        nextEvent =
            device.nextEvent.map {
                Self.scaled($0, by: instructionsPerSecond, over: frequency, up: true)
            } ?? .max
        let now = device.raisesInterrupt
        defer { raises = now }
        return now != raises
    }

    private static func scaled(
        _ value: UInt64, by factor: UInt64, over divisor: UInt64, up: Bool
    ) -> UInt64 {
        if factor == divisor { return value }
        let product = value.multipliedFullWidth(by: factor)
        guard product.high < divisor else { return .max }
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        return up && remainder > 0 ? quotient + 1 : quotient
    }
}
