/// A sensor, a display or memory on a device's own bus rather than the processor's.
public protocol BusDevice: AnyObject {
    /// What it is like after power comes on.
    func reset()

    /// All that it is, for a snapshot.
    var state: DeviceState { get }

    /// - Throws: `badData` when the state is another device's.
    func restore(_ state: DeviceState) throws(MicrocontrollerError)
}

/// A device that leads to others: a bus of sensors.
public protocol SensorBus: Device {
    /// - Parameter address: on I²C of 7 bits, on SPI the number of the select line.
    /// - Throws: `badData` when the address is taken or none, or the device is for another bus.
    func attach(
        _ device: any BusDevice, named name: String, at address: UInt32
    ) throws(MicrocontrollerError)
}
