/// A sensor or memory on an I²C bus.
///
/// Writes are told whole, when the master begins anew or stops: what a device does at the last byte
/// of a message it does then.
public protocol I2CDevice: BusDevice {
    /// The master wrote these bytes.
    func write(_ bytes: [UInt8])

    /// The next byte that the master reads.
    func read() -> UInt8
}
