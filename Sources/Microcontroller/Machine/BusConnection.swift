import CRISCVCore

/// Leads the processor's accesses to the machine's devices.
final class BusConnection {
    /// Set once the machine is whole; nothing runs before.
    unowned(unsafe) var machine: Machine?

    var functions: riscv_bus {
        riscv_bus(
            context: Unmanaged.passUnretained(self).toOpaque(),
            load: { context, address, width, value in
                guard let context, let machine = BusConnection.machine(context),
                    let loaded = machine.load(address, width: width)
                else { return false }
                value?.pointee = loaded
                return true
            },
            store: { context, address, width, value in
                guard let context, let machine = BusConnection.machine(context) else {
                    return false
                }
                return machine.store(address, width: width, value)
            })
    }

    private static func machine(_ context: UnsafeMutableRawPointer) -> Machine? {
        Unmanaged<BusConnection>.fromOpaque(context).takeUnretainedValue().machine
    }
}
