import PluginInterface

/// The kinds of devices that platforms may name. A device of one's own is one more entry.
public struct DeviceRegistry: Sendable {
    struct Kind: Sendable {
        var summary: String
        var registers: RegisterMap
        /// What it answers where the platform does not say how much.
        var size: UInt32
        var make: Make<any Device>
    }

    /// Makes a device or sensor.
    ///
    /// - Parameter settings: what it is set to, by the names of its options.
    typealias Make<Made> =
        @Sendable (_ settings: [String: String]) throws(MicrocontrollerError) -> Made

    struct SensorKind: Sendable {
        var summary: String
        var registers: RegisterMap
        var make: Make<any BusDevice>
    }

    public static let builtIn: DeviceRegistry = {
        var registry = DeviceRegistry()
        registry.register(
            "litex-uart", "LiteX's serial port", LiteXUART.self, size: 0x100
        ) { LiteXUART() }
        registry.register(
            "litex-i2c", "LiteX's I²C master, wires moved by firmware", LiteXI2C.self, size: 0x10
        ) { LiteXI2C() }
        registry.register(
            "litex-gpio", "LiteX's inputs and outputs", LiteXGPIO.self, size: 0x18
        ) { LiteXGPIO() }
        registry.register(
            "litex-spi", "LiteX's SPI master", LiteXSPI.self, size: 0x1C
        ) { LiteXSPI() }
        for stage in builtInMicrocontrollerStages.stages {
            // What makes no sense is missing then; a test asserts that all are there.
            try? registry.register(stage)
        }
        return registry
    }()

    /// What Renode calls them.
    static let renodeNames = [
        "UART.LiteX_UART": "litex-uart", "Timers.LiteX_Timer": "litex-timer",
        "I2C.LiteX_I2C_Zephyr": "litex-i2c", "Sensors.ADXL345": "adxl345",
    ]

    private(set) var kinds: [String: Kind] = [:]
    private(set) var sensors: [String: SensorKind] = [:]

    public init() {}

    /// Adds a device on the bus; one of the same name is replaced.
    public mutating func register<Made: Device & SendableMetatype>(
        _ name: String, _ summary: String, _: Made.Type, size: UInt32,
        make: @escaping @Sendable () -> Made
    ) {
        kinds[name] = Kind(
            summary: summary, registers: Made.registers, size: size,
            make: Self.unset(name) { make() })
    }

    /// Adds a plug-in's device or sensor.
    ///
    /// - Throws: `PluginError` when what it says makes no sense, or there is one of that name.
    package mutating func register(_ stage: PluginStage) throws(PluginError) {
        let description = stage.description
        guard kinds[description.id] == nil, sensors[description.id] == nil else {
            throw stage.error(.badData, "there is a device of that name already")
        }
        switch description.kind {
        case .device:
            let traits = try PluginDeviceTraits(of: stage)
            kinds[description.id] = Kind(
                summary: description.summary, registers: traits.registers, size: traits.span,
                make: { (settings) throws(MicrocontrollerError) in
                    try PluginDevice(stage, settings)
                })
        case .sensor:
            let traits = try PluginSensorTraits(of: stage)
            sensors[description.id] = SensorKind(
                summary: description.summary, registers: traits.registers,
                make: { (settings) throws(MicrocontrollerError) in
                    try PluginSensor.make(stage, settings)
                })
        default: break
        }
    }

    /// Adds a sensor on I²C or SPI; one of the same name is replaced.
    public mutating func register(
        sensor name: String, _ summary: String, _ registers: RegisterMap,
        make: @escaping @Sendable () -> any BusDevice
    ) {
        sensors[name] = SensorKind(
            summary: summary, registers: registers,
            make: Self.unset(name, make))
    }

    /// What cannot be set.
    private static func unset<Made>(
        _ name: String, _ make: @escaping @Sendable () -> Made
    ) -> Make<Made> {
        { (settings) throws(MicrocontrollerError) in
            if let stray = settings.keys.min() {
                throw MicrocontrollerError(
                    .usage, source: name, "has no setting `\(stray)`; it has none")
            }
            return make()
        }
    }

    /// What there is, by kind and name.
    package var list: [(kind: String, name: String, summary: String)] {
        kinds.sorted { $0.key < $1.key }.map { ("device", $0.key, $0.value.summary) }
            + sensors.sorted { $0.key < $1.key }.map { ("sensor", $0.key, $0.value.summary) }
    }

    /// All registers of all devices as Markdown, for `Documentation`.
    public var documentation: String {
        let devices = kinds.map { ($0.key, $0.value.summary, $0.value.registers) }
        let sensors = sensors.map { ($0.key, $0.value.summary, $0.value.registers) }
        return (devices + sensors).sorted { $0.0 < $1.0 }
            .map { "### `\($0.0)`: \($0.1)\n\n\($0.2.documentation)" }.joined(separator: "\n\n")
    }
}
