import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// What a plug-in's device says of itself besides its description: its registers.
struct PluginDeviceTraits {
    var registers: RegisterMap
    /// How many bytes of addresses it answers.
    var span: UInt32

    /// - Throws: `badData` when they make no sense.
    init(of stage: PluginStage) throws(PluginError) {
        guard let pointer = stage.traits?.assumingMemoryBound(to: pa_device_traits.self) else {
            throw stage.error(.badData, "its `traits` are missing")
        }
        let traits = grown(pointer, size: pointer.pointee.size)
        guard traits.layout <= UInt32(PA_BYTES_IN_WORDS), traits.span > 0 else {
            throw stage.error(.badData, "its `traits` need a layout and a span")
        }
        let span = traits.span
        let registers = try stage.registers(traits.registers, count: traits.register_count)
        for register in registers
        where register.offset % 4 != 0 || register.offset >= span {
            throw stage.error(
                .badData,
                "its register `\(register.name)` is at \(register.offset); a device's is at an offset "
                    + "of 4 by 4 within the span")
        }
        self.registers = RegisterMap(
            traits.layout == UInt32(PA_WORDS) ? .words : .bytesInWords, registers)
        self.span = span
    }
}

/// What a plug-in's sensor says of itself, if it does: its registers, for people.
struct PluginSensorTraits {
    var registers: RegisterMap

    /// - Throws: `badData` when they make no sense.
    init(of stage: PluginStage) throws(PluginError) {
        var registers: [Register] = []
        if let pointer = stage.traits?.assumingMemoryBound(to: pa_sensor_traits.self) {
            let traits = grown(pointer, size: pointer.pointee.size)
            registers = try stage.registers(traits.registers, count: traits.register_count)
        }
        self.registers = RegisterMap(.words, registers)
    }
}

extension PluginStage {
    /// The most registers of a device or sensor.
    private static let mostRegisters = 1 << 12

    /// - Throws: `badData` when the rows make no sense.
    fileprivate func registers(
        _ rows: UnsafePointer<pa_register>?, count: UInt32
    ) throws(PluginError) -> [Register] {
        guard count > 0 else { return [] }
        guard count <= UInt32(Self.mostRegisters), let rows,
            rows.pointee.size >= MemoryLayout<pa_register>.size, rows.pointee.size <= 1 << 16
        else {
            throw error(
                .badData,
                "its `traits` need registers with their `size`, \(Self.mostRegisters) at most")
        }
        var registers: [Register] = []
        for place in 0..<Int(count) {
            let row = UnsafeRawPointer(rows).advanced(by: place * rows.pointee.size)
            registers.append(try register(row.load(as: pa_register.self)))
        }
        return registers
    }

    private func register(_ row: pa_register) throws(PluginError) -> Register {
        let name = row.name.map { String(cString: $0) } ?? ""
        let accesses: [UInt32: Register.Access] = [
            UInt32(PA_READ_ONLY): .readOnly, UInt32(PA_WRITE_ONLY): .writeOnly,
            UInt32(PA_READ_WRITE): .readWrite, UInt32(PA_WRITE_ONE_TO_CLEAR): .writeOneToClear,
        ]
        guard !name.isEmpty, (1...8).contains(row.byte_count), let access = accesses[row.access]
        else {
            throw error(
                .badData,
                "its register `\(name)` at \(row.offset) has \(row.byte_count) bytes; a register has "
                    + "a name, 1 to 8 bytes and an access")
        }
        return Register(
            name, at: row.offset, bytes: Int(row.byte_count), access, reset: row.reset,
            row.help.map { String(cString: $0) } ?? "")
    }
}
