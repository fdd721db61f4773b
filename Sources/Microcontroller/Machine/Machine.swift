import CRISCVCore

/// A microcontroller: a RISC-V processor, memory and the devices of a platform.
///
///     let machine = try Machine(PlatformReader.read("litex-vexriscv"))
///     try machine.load(ELFImage(path: "zephyr.elf"))
///     machine.accelerometer?.feed(try RenodeSamples.read("circle.data"))
///     machine.serialOutput = { byte in … }
///     let end = try machine.run(RunLimits(seconds: 10, text: "RING:"))
///
/// Its time is its own: instructions over `instructionsPerSecond`. The same firmware, samples and
/// limits give the same instructions and the same bytes in every run.
public final class Machine {
    public let platform: Platform
    public let instructionsPerSecond: UInt64
    /// Devices by their names in the platform.
    public private(set) var devices: [String: any Device] = [:]
    /// Sensors by their names in the platform.
    public private(set) var sensors: [String: any BusDevice] = [:]
    /// The firmware that was loaded last.
    public private(set) var firmware: ELFImage?
    /// Takes what firmware sends by the first serial port.
    public var serialOutput: (UInt8) -> Void = { _ in }
    /// Is told of every access of a device: address, width, value, whether it was a store.
    public var busTrace: ((UInt32, UInt32, UInt32, Bool) -> Void)?
    /// Exceptions at addresses where nothing is, the first of each place; firmware may go on.
    public internal(set) var faults: [MachineFault] = []
    /// Why the machine cannot go on: a device or sensor of a plug-in's failed.
    public private(set) var failure: MicrocontrollerError?

    let core: OpaquePointer
    let memory: [MemoryBlock]
    private(set) var clocks: [DeviceClock] = []
    private var addresses = AddressMap()
    private var limit = UInt64.max
    private var matcher: TextMatcher?
    private var end: RunEnd?
    /// Where firmware of the ISA's tests writes how it ended.
    private(set) var hostAddress: UInt32?

    /// - Throws: `badData` when the platform contradicts itself, `unavailable` without memory.
    public init(
        _ platform: Platform, instructionsPerSecond: UInt64 = 100_000_000,
        registry: DeviceRegistry = .builtIn
    ) throws(MicrocontrollerError) {
        self.platform = platform
        self.instructionsPerSecond = max(instructionsPerSecond, 1)
        var memory: [MemoryBlock] = []
        for block in platform.memory { memory.append(try MemoryBlock(block)) }
        self.memory = memory
        let bus = BusConnection()
        guard let core = riscv_create(bus.functions) else {
            throw MicrocontrollerError(
                .unavailable, source: platform.name, "there is no memory for the processor")
        }
        self.core = core
        connection = bus
        for block in memory { try block.map(into: core) }
        riscv_stop_on_traps(core, .max)
        for peripheral in platform.devices { try add(peripheral, registry) }
        bus.machine = self
    }

    private let connection: BusConnection

    deinit { riscv_destroy(core) }

    /// The first accelerometer.
    public var accelerometer: (any Accelerometer)? {
        sensors.sorted { $0.key < $1.key }.lazy.compactMap { $0.value as? any Accelerometer }.first
    }

    /// The first serial port.
    public var serialPort: LiteXUART? {
        platform.devices.compactMap { devices[$0.name] as? LiteXUART }.first
    }

    /// Instructions done so far.
    public var instructions: UInt64 { riscv_instructions(core) }

    /// Seconds of its own time so far.
    public var seconds: Double { Double(instructions) / Double(instructionsPerSecond) }

    /// Puts firmware into memory and the processor at its entry.
    ///
    /// - Throws: `badData` when a segment lies outside of the platform's memory.
    public func load(_ image: ELFImage) throws(MicrocontrollerError) {
        for (index, segment) in image.segments.enumerated() {
            try write(segment, index, of: image)
        }
        firmware = image
        hostAddress = image.symbols.address(of: "tohost")
        riscv_reset(core, image.entry)
    }

    private func write(
        _ segment: ELFImage.Segment, _ index: Int, of image: ELFImage
    ) throws(MicrocontrollerError) {
        for block in memory {
            guard let offset = block.offset(of: segment.address, count: Int(segment.size)) else {
                continue
            }
            let place = UnsafeMutableBufferPointer(
                rebasing: block.bytes[offset..<offset + Int(segment.size)])
            place.update(repeating: 0)
            _ = place.update(from: segment.bytes)
            riscv_memory_changed(core, segment.address, segment.size)
            return
        }
        let end = UInt64(segment.address) + UInt64(segment.size)
        throw MicrocontrollerError(
            .badData, source: image.name, place: "segment \(index)",
            "goes from \(segment.address.hexadecimal) to 0x\(String(end, radix: 16)), where "
                + "\(platform.name) has no memory; link it for this platform")
    }

    /// Goes on until a limit is reached or what is waited for happens.
    public func run(_ limits: RunLimits) -> RunEnd {
        begin(limits)
        while true {
            if let end = proceed() { return end }
        }
    }

    /// Says what a run goes up to, for whoever calls `proceed`.
    public func begin(_ limits: RunLimits) {
        limit = limits.instructions ?? .max
        if let seconds = limits.seconds {
            let count = seconds * Double(instructionsPerSecond)
            limit = min(limit, count < 9e18 ? UInt64(max(count, 0)) : .max)
        }
        matcher = limits.text.map(TextMatcher.init)
        end = nil
    }

    /// Goes on for a while: a fraction of a second of the host's time.
    ///
    /// - Returns: why the run ended; nil while it goes on.
    public func proceed() -> RunEnd? {
        let end = proceedOrFail()
        return failure.map { .failed($0) } ?? end
    }

    private func proceedOrFail() -> RunEnd? {
        refresh()
        let pause = instructions + Self.pieceLength
        let stop = riscv_run(core, min(limit, nextEvent, nextLook, pause))
        if let end { return end }
        if let code = hostCode { return .firmwareEnded(code: code) }
        switch stop {
        case RISCV_STOP_LIMIT:
            guard instructions >= limit else { return nil }
            refresh()
            return .limitReached
        case RISCV_STOP_WAIT:
            if skip() { return nil }
            return instructions >= limit ? .limitReached : .waitsForEver
        case RISCV_STOP_BREAKPOINT: return .breakpoint
        case RISCV_STOP_TRAP: return takeFault().map { .fault($0) }
        default: return .stopped
        }
    }

    /// Instructions after which a run looks up.
    private static let pieceLength: UInt64 = 20_000_000

    /// Ends a run that goes on, after the instruction that runs.
    public func stop() { riscv_request_stop(core) }

    /// A part has failed; what failed first is told.
    private func fail(_ error: MicrocontrollerError) {
        failure = failure ?? error
        stop()
    }
}

// MARK: - Time

extension Machine {
    /// The instruction before which something happens by itself.
    private var nextEvent: UInt64 {
        clocks.map { $0.nextEvent }.min() ?? .max
    }

    /// Brings all devices to now and their lines to the processor.
    private func refresh() {
        let now = instructions
        var lines: UInt32 = 0
        for clock in clocks {
            clock.advance(to: now)
            if let line = clock.line, clock.device.raisesInterrupt { lines |= 1 << UInt32(line) }
        }
        riscv_set_external_lines(core, lines)
    }

    /// Passes the time until something happens, or the limit.
    ///
    /// - Returns: false when nothing will.
    private func skip() -> Bool {
        let event = nextEvent
        guard event != .max || limit != .max else { return false }
        var state = riscv_get_state(core)
        // Without an event, waiting goes on to the limit.
        state.instructions = max(min(event, limit), state.instructions)
        riscv_set_state(core, &state)
        refresh()
        return event <= limit
    }
}

// MARK: - The bus

extension Machine {
    private func add(
        _ peripheral: Platform.Peripheral, _ registry: DeviceRegistry
    ) throws(MicrocontrollerError) {
        func fail(_ message: String) -> MicrocontrollerError {
            MicrocontrollerError(
                .badData, source: platform.name, place: peripheral.name, message)
        }
        guard let kind = registry.kinds[peripheral.type] else {
            let known = registry.kinds.keys.sorted().joined(separator: ", ")
            throw fail("there is no device `\(peripheral.type)`; there are \(known)")
        }
        guard devices[peripheral.name] == nil else { throw fail("is there twice") }
        if let line = peripheral.interrupt, !(0..<32).contains(line) {
            throw fail("has interrupt \(line); lines are 0 to 31")
        }
        let frequency = peripheral.clock ?? platform.clock
        guard frequency >= 1, frequency <= 1e12 else {
            throw fail("has a clock of \(frequency) Hz; give 1 to 1e12")
        }
        /// What is set wrong is the platform's fault.
        func made<Made>(
            _ make: DeviceRegistry.Make<Made>, _ settings: [String: String]?
        ) throws(MicrocontrollerError) -> Made {
            do throws(MicrocontrollerError) {
                return try make(settings ?? [:])
            } catch {
                throw error.kind == .usage
                    ? fail("\(error.place ?? error.source) \(error.message)")
                    : error
            }
        }
        let device = try made(kind.make, peripheral.settings)
        watch(device)
        devices[peripheral.name] = device
        for base in [peripheral.address] + (peripheral.aliases ?? []) {
            try addresses.add(
                AddressMap.Entry(
                    device: device, index: clocks.count, registers: kind.registers, base: base,
                    size: peripheral.size ?? kind.size), name: peripheral.name)
        }
        clocks.append(
            DeviceClock(
                device, line: peripheral.interrupt, frequency: UInt64(frequency),
                instructionsPerSecond: instructionsPerSecond))
        if let port = device as? LiteXUART, serialPort === port {
            port.output = { [unowned self] byte in send(byte) }
        }
        for child in peripheral.children ?? [] {
            guard let bus = device as? any SensorBus else { throw fail("is no bus of sensors") }
            guard let kind = registry.sensors[child.type] else {
                let known = registry.sensors.keys.sorted().joined(separator: ", ")
                throw fail("there is no sensor `\(child.type)`; there are \(known)")
            }
            let sensor = try made(kind.make, child.settings)
            guard sensors[child.name] == nil else { throw fail("\(child.name) is there twice") }
            watch(sensor)
            try bus.attach(sensor, named: child.name, at: child.address)
            sensors[child.name] = sensor
        }
    }

    /// Ends the run should a part of a plug-in's fail.
    private func watch(_ part: AnyObject) {
        (part as? any PluginPart)?.failed = { [unowned self] error in fail(error) }
    }

    private func send(_ byte: UInt8) {
        serialOutput(byte)
        guard matcher?.isCompleted(by: byte) == true else { return }
        matcher = nil
        end = .textSeen
        riscv_request_stop(core)
    }

    /// A load from no memory; nil where nothing is.
    func load(_ address: UInt32, width: UInt32) -> UInt32? {
        guard let entry = addresses.entry(at: address) else { return nil }
        clocks[entry.index].advance(to: instructions)
        let value = entry.load(address, width: width)
        settle(entry)
        busTrace?(address, width, value, false)
        return value
    }

    /// - Returns: false where nothing is.
    func store(_ address: UInt32, width: UInt32, _ value: UInt32) -> Bool {
        guard let entry = addresses.entry(at: address) else { return false }
        clocks[entry.index].advance(to: instructions)
        busTrace?(address, width, value, true)
        entry.store(address, width: width, value)
        settle(entry)
        return true
    }

    /// What an access changed is seen before the next instruction.
    private func settle(_ entry: AddressMap.Entry) {
        let clock = clocks[entry.index]
        if clock.update() { refresh() }
        riscv_set_limit(core, min(limit, nextEvent))
    }
}
