/// A board as data: what lies where. Made from YAML or from a platform description of Renode.
public struct Platform: Sendable, Equatable, Codable {
    /// Memory that firmware runs in.
    public struct Memory: Sendable, Equatable, Codable {
        public var name: String
        public var address: UInt32
        public var size: UInt32
        /// Other addresses of the same memory.
        public var aliases: [UInt32]?
    }

    /// A device with registers on the bus.
    public struct Peripheral: Sendable, Equatable, Codable {
        public var name: String
        /// One of `DeviceRegistry`.
        public var type: String
        public var address: UInt32
        /// How many bytes of addresses it answers.
        public var size: UInt32?
        public var aliases: [UInt32]?
        /// The line of the processor that it raises.
        public var interrupt: Int?
        /// Cycles a second, where they are not the platform's.
        public var clock: Double?
        /// What a plug-in's device is set to, by the names of its options.
        public var settings: [String: String]?
        /// Who is on its own bus.
        public var children: [Child]?
    }

    /// A sensor on a device's bus.
    public struct Child: Sendable, Equatable, Codable {
        public var name: String
        public var type: String
        public var address: UInt32
        /// What a plug-in's sensor is set to, by the names of its options.
        public var settings: [String: String]?
    }

    public var name: String
    public var summary: String?
    /// Cycles a second of the devices.
    public var clock: Double
    public var memory: [Memory]
    public var devices: [Peripheral]
}
