import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// What a plug-in's device says of itself besides its description: its registers.
struct PluginDeviceTraits {
    var registers: RegisterMap
    /// How many bytes of addresses it answers.
    var span: UInt32

    /// The most registers of a device.
    private static let mostRegisters = 1 << 12

    /// - Throws: `badData` when they make no sense.
    init(of stage: PluginStage) throws(PluginError) {
        guard let pointer = stage.traits?.assumingMemoryBound(to: pa_device_traits.self) else {
            throw stage.error(.badData, "its `traits` are missing")
        }
        let traits = grown(pointer, size: pointer.pointee.size)
        guard traits.layout <= UInt32(PA_BYTES_IN_WORDS), traits.span > 0,
            traits.register_count <= UInt32(Self.mostRegisters),
            let rows = traits.registers ?? nil, rows.pointee.size >= MemoryLayout<pa_register>.size,
            rows.pointee.size <= 1 << 16
        else {
            throw stage.error(
                .badData, "its `traits` need a layout, a span and registers with their `size`")
        }
        var registers: [Register] = []
        for place in 0..<Int(traits.register_count) {
            let row = UnsafeRawPointer(rows).advanced(by: place * rows.pointee.size)
            registers.append(
                try Self.register(row.load(as: pa_register.self), span: traits.span, stage))
        }
        self.registers = RegisterMap(
            traits.layout == UInt32(PA_WORDS) ? .words : .bytesInWords, registers)
        span = traits.span
    }

    private static func register(
        _ row: pa_register, span: UInt32, _ stage: PluginStage
    ) throws(PluginError) -> Register {
        let name = row.name.map { String(cString: $0) } ?? ""
        let accesses: [UInt32: Register.Access] = [
            UInt32(PA_READ_ONLY): .readOnly, UInt32(PA_WRITE_ONLY): .writeOnly,
            UInt32(PA_READ_WRITE): .readWrite, UInt32(PA_WRITE_ONE_TO_CLEAR): .writeOneToClear,
        ]
        guard !name.isEmpty, (1...8).contains(row.byte_count), row.offset % 4 == 0,
            row.offset < span, let access = accesses[row.access]
        else {
            throw stage.error(
                .badData,
                "its register `\(name)` at \(row.offset) has \(row.byte_count) bytes; a register has "
                    + "a name, 1 to 8 bytes, an access, and an offset of 4 by 4 within the span")
        }
        return Register(
            name, at: row.offset, bytes: Int(row.byte_count), access, reset: row.reset,
            row.help.map { String(cString: $0) } ?? "")
    }
}
