/// A sensor, memory or display on an SPI bus: bytes go both ways at once while it is selected.
public protocol SPIDevice: BusDevice {
    /// A message begins.
    func select()

    /// A byte comes from the master and one goes to it.
    func exchange(_ byte: UInt8) -> UInt8

    /// The message has ended.
    func deselect()
}
