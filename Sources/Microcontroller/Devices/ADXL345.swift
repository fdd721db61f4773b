/// Analog Devices' accelerometer ADXL345 on I²C or SPI, fed with samples (data sheet, revision E; what it
/// does beyond it is Renode's, ADXL345.cs, which the demo's firmware was tried on).
///
/// Samples are taken as fast as firmware asks for them: a write of the address of the first data
/// register alone takes the next one. Without samples all axes read zero.
public final class ADXL345: Accelerometer, I2CDevice, SPIDevice {
    enum Place: UInt8 {
        case identity = 0x00
        case interruptSource = 0x30
        case dataFormat = 0x31
        case data = 0x32
        case fifoStatus = 0x39
    }

    public static let registers = RegisterMap(
        .words,
        [
            Register("DEVID", at: 0x00, .readOnly, reset: 0xE5, "the device's identity"),
            Register(
                "INT_SOURCE", at: 0x30, .readOnly, reset: 0x80, "bit 7: data is ready, always"),
            Register(
                "DATA_FORMAT", at: 0x31,
                .readWrite, "bits 0–1 range: ±2, 4, 8, 16 g; bit 3 full resolution"),
            Register("DATAX0", at: 0x32, .readOnly, "x, low byte; DATAX1, DATAY0 … DATAZ1 follow"),
            Register("FIFO_STATUS", at: 0x39, .readOnly, "how many samples wait"),
        ])

    /// 32 in the data sheet.
    public var fifoDepth = 32
    public var sampleTaken: (Int, RawAcceleration?) -> Void = { _, _ in }
    public private(set) var takenCount = 0
    /// How often none was left to be taken.
    private(set) var missedCount = 0
    /// The sample that was taken last.
    private(set) var last = RawAcceleration()

    private var queue: [RawAcceleration] = []
    private var position = 0
    /// What comes again whenever the queue is empty.
    private var refill: [RawAcceleration] = []
    private var current = RawAcceleration()
    private var pointer: UInt8 = 0
    private var message = SPIMessage.command

    /// What the next byte on SPI is.
    private enum SPIMessage: UInt64 {
        case command, read, readSeveral, write, writeSeveral
    }
    private var format: UInt8 = 0

    public init() {}

    public var waitingCount: Int { queue.count - position }

    public func feed(_ samples: [RawAcceleration], repeats: Int) {
        if repeats < 0 {
            refill = samples
        } else {
            for _ in 0..<repeats { queue += samples }
        }
    }

    public func dropOldest() {
        guard waitingCount > 0 else { return }
        position += 1
    }

    public func write(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        pointer = first
        if bytes == [Place.data.rawValue] { takeNext() }
        for byte in bytes.dropFirst() {
            if pointer == Place.dataFormat.rawValue { format = byte }
            pointer &+= 1
        }
    }

    public func select() { message = .command }

    public func deselect() { message = .command }

    /// A command of bit 7 for reading, bit 6 for several registers, and the first one's number; then
    /// their bytes (data sheet, "SPI").
    public func exchange(_ byte: UInt8) -> UInt8 {
        switch message {
        case .command:
            let isMultiple = byte & 0x40 != 0
            pointer = byte & 0x3f
            if byte & 0x80 == 0 {
                message = isMultiple ? .writeSeveral : .write
            } else {
                message = isMultiple ? .readSeveral : .read
                if pointer == Place.data.rawValue { takeNext() }
            }
            return 0
        case .read:
            let place = pointer
            defer { pointer = place }
            return read()
        case .readSeveral: return read()
        case .write, .writeSeveral:
            if pointer == Place.dataFormat.rawValue { format = byte }
            if message == .writeSeveral { pointer &+= 1 }
            return 0
        }
    }

    public func read() -> UInt8 {
        defer { pointer &+= 1 }
        switch pointer {
        case Place.identity.rawValue: return 0xE5
        case Place.interruptSource.rawValue: return 0x80
        case Place.dataFormat.rawValue: return format
        case Place.fifoStatus.rawValue: return UInt8(min(waiting, fifoDepth, 63))
        case Place.data.rawValue...(Place.data.rawValue + 5):
            let place = Int(pointer - Place.data.rawValue)
            let value = [current.x, current.y, current.z][place / 2] >> shift
            return UInt8(truncatingIfNeeded: place % 2 == 0 ? value : value >> 8)
        default: return 0
        }
    }

    private var waiting: Int { waitingCount > 0 ? waitingCount : refill.count }

    /// Bits of a sample that the range and resolution leave out. Renode takes any bit from 3 on for
    /// full resolution; so does this.
    private var shift: Int16 { format >> 3 != 0 ? 2 : Int16(format & 3) + 2 }

    private func takeNext() {
        if position == queue.count, !refill.isEmpty {
            queue = refill
            position = 0
        }
        guard position < queue.count else {
            current = RawAcceleration()
            missedCount += 1
            sampleTaken(takenCount, nil)
            return
        }
        current = queue[position]
        last = current
        position += 1
        takenCount += 1
        sampleTaken(takenCount - 1, current)
        if position == queue.count {
            queue.removeAll(keepingCapacity: true)
            position = 0
        }
    }

    public func reset() {
        pointer = 0
        format = 0
        current = RawAcceleration()
    }

    public var state: DeviceState {
        DeviceState(
            numbers: [
                "pointer": UInt64(pointer), "format": UInt64(format),
                "taken": UInt64(takenCount), "depth": UInt64(fifoDepth),
                "message": message.rawValue,
            ],
            bytes: [
                "queue": RawAcceleration.bytes(queue[position...]),
                "refill": RawAcceleration.bytes(refill[...]),
                "current": RawAcceleration.bytes([current][...]),
            ])
    }

    public func restore(_ state: DeviceState) throws(MicrocontrollerError) {
        pointer = UInt8(truncatingIfNeeded: try state.number("pointer"))
        format = UInt8(truncatingIfNeeded: try state.number("format"))
        takenCount = Int(truncatingIfNeeded: try state.number("taken"))
        fifoDepth = Int(truncatingIfNeeded: try state.number("depth"))
        message = SPIMessage(rawValue: try state.number("message")) ?? .command
        queue = RawAcceleration.samples(state.bytes["queue"] ?? [])
        position = 0
        refill = RawAcceleration.samples(state.bytes["refill"] ?? [])
        current = RawAcceleration.samples(state.bytes["current"] ?? []).first ?? RawAcceleration()
    }
}
