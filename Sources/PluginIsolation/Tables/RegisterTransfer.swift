import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// Registers of devices and sensors in messages.
extension MessageWriter {
    mutating func addDeviceTraits(_ pointer: UnsafeRawPointer?) {
        let pointer = pointer?.assumingMemoryBound(to: pa_device_traits.self)
        add(UInt8(pointer == nil ? 0 : 1))
        guard let pointer else { return }
        let traits = grown(pointer, size: pointer.pointee.size)
        add(traits.layout)
        add(traits.span)
        add(traits.registers, ofAny: traits.register_count)
    }

    mutating func addSensorTraits(_ pointer: UnsafeRawPointer?) {
        let pointer = pointer?.assumingMemoryBound(to: pa_sensor_traits.self)
        add(UInt8(pointer == nil ? 0 : 1))
        guard let pointer else { return }
        let traits = grown(pointer, size: pointer.pointee.size)
        add(traits.registers, ofAny: traits.register_count)
    }

    /// What whoever reads the description would refuse is not looked at: then there are no rows.
    private mutating func add(_ rows: UnsafePointer<pa_register>?, ofAny count: UInt32) {
        add(count)
        guard let rows, count > 0, count <= 1 << 16,
            rows.pointee.size >= MemoryLayout<pa_register>.size, rows.pointee.size <= 1 << 16
        else { return add(UInt8(0)) }
        add(UInt8(1))
        for place in 0..<Int(count) {
            var row = UnsafeRawPointer(rows).load(
                fromByteOffset: place * rows.pointee.size, as: pa_register.self)
            let (name, help) = (row.name, row.help)
            // Pointers mean nothing on the other side: what they lead to follows.
            (row.name, row.help) = (nil, nil)
            add(structure: row)
            add(name)
            add(help)
        }
    }
}

extension MessageReader {
    /// - Parameter memory: keeps it.
    mutating func deviceTraits(
        in memory: ForeignMemory
    ) throws(BrokenMessage) -> UnsafeRawPointer? {
        guard try value(UInt8.self) != 0 else { return nil }
        var traits = pa_device_traits()
        traits.size = MemoryLayout<pa_device_traits>.size
        traits.layout = try value()
        traits.span = try value()
        (traits.registers, traits.register_count) = try registers(in: memory)
        return UnsafeRawPointer(memory.value(traits))
    }

    /// - Parameter memory: keeps it.
    mutating func sensorTraits(
        in memory: ForeignMemory
    ) throws(BrokenMessage) -> UnsafeRawPointer? {
        guard try value(UInt8.self) != 0 else { return nil }
        var traits = pa_sensor_traits()
        traits.size = MemoryLayout<pa_sensor_traits>.size
        (traits.registers, traits.register_count) = try registers(in: memory)
        return UnsafeRawPointer(memory.value(traits))
    }

    private mutating func registers(
        in memory: ForeignMemory
    ) throws(BrokenMessage) -> (UnsafePointer<pa_register>?, UInt32) {
        let count = try value(UInt32.self)
        guard try value(UInt8.self) != 0 else { return (nil, count) }
        var rows: [pa_register] = []
        for _ in 0..<count {
            var row = try value(pa_register.self)
            row.size = MemoryLayout<pa_register>.size
            row.name = try optionalText().map { memory.text($0) }
            row.help = try optionalText().map { memory.text($0) }
            rows.append(row)
        }
        return (UnsafePointer(memory.array(rows)), count)
    }
}
