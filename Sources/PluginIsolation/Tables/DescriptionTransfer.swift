import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// Descriptions of stages in messages. They are read into the structures that a plug-in has them in, so that
/// they are looked at as closely as any.
extension MessageWriter {
    mutating func add(_ stage: PluginStage) {
        let description = stage.description
        add(description.kind.rawValue)
        add(description.id)
        add(description.summary)
        add(description.version)
        switch description.temporal {
        case .stateless: add(temporal: PA_STATELESS)
        case .window(let frames): add(temporal: PA_WINDOW, window: frames)
        case .sequential: add(temporal: PA_SEQUENTIAL)
        }
        var flags: UInt32 = 0
        if description.needsLocation { flags |= UInt32(PA_NEEDS_LOCATION) }
        if description.refines { flags |= UInt32(PA_REFINES) }
        add(flags)
        add(UInt32(description.options.count))
        for option in description.options { add(option) }
        if description.kind == .sink { addSinkTraits(stage.traits) }
    }

    private mutating func add(temporal: some BinaryInteger, window: Int = 0) {
        add(UInt32(temporal))
        add(UInt32(clamping: window))
    }

    private mutating func add(_ option: Option) {
        var row = pa_option()
        row.size = MemoryLayout<pa_option>.size
        var text: String?
        var words: [String] = []
        switch option.kind {
        case .number(let range, let standard):
            row.type = UInt32(PA_NUMBER)
            (row.minimum, row.maximum) = (range.lowerBound, range.upperBound)
            row.standard = standard
        case .integer(let range, let standard):
            row.type = UInt32(PA_INTEGER)
            (row.minimum, row.maximum) = (Double(range.lowerBound), Double(range.upperBound))
            row.standard = Double(standard)
        case .flag(let standard):
            row.type = UInt32(PA_FLAG)
            row.standard = standard ? 1 : 0
        case .choice(let all, let standard):
            row.type = UInt32(PA_CHOICE)
            row.standard = Double(all.firstIndex(of: standard) ?? 0)
            words = all
        case .text(let standard):
            row.type = UInt32(PA_TEXT)
            text = standard
        case .file: row.type = UInt32(PA_FILE)
        }
        add(structure: row)
        add(option.name)
        add(option.help)
        add(text)
        add(words)
    }

    private mutating func addSinkTraits(_ pointer: UnsafeRawPointer?) {
        let pointer = pointer?.assumingMemoryBound(to: pa_sink_traits.self)
        add(UInt8(pointer == nil ? 0 : 1))
        guard let pointer else { return }
        let traits = grown(pointer, size: pointer.pointee.size)
        add(traits.flags)
        var endings: [String] = []
        while let ending = traits.endings?[endings.count], endings.count < 1000 {
            endings.append(String(cString: ending))
        }
        add(endings)
    }
}

extension MessageReader {
    /// - Parameter memory: keeps it.
    mutating func description(
        in memory: ForeignMemory
    ) throws(BrokenMessage) -> (kind: StageKind, descriptor: pa_descriptor) {
        guard let kind = StageKind(rawValue: try text()) else { throw BrokenMessage() }
        var descriptor = pa_descriptor()
        descriptor.size = MemoryLayout<pa_descriptor>.size
        descriptor.id = memory.text(try text())
        descriptor.summary = memory.text(try text())
        descriptor.version = try optionalText().map { memory.text($0) }
        descriptor.temporal = try value()
        descriptor.window = try value()
        descriptor.flags = try value()
        var options: [pa_option] = []
        for _ in 0..<(try value(UInt32.self)) { options.append(try option(in: memory)) }
        descriptor.option_count = UInt32(options.count)
        descriptor.options = UnsafePointer(memory.array(options))
        if kind == .sink { descriptor.traits = try sinkTraits(in: memory) }
        return (kind, descriptor)
    }

    private mutating func option(in memory: ForeignMemory) throws(BrokenMessage) -> pa_option {
        var row = try value(pa_option.self)
        row.size = MemoryLayout<pa_option>.size
        row.name = memory.text(try text())
        row.help = memory.text(try text())
        row.standard_text = try optionalText().map { memory.text($0) }
        row.choices = memory.texts(try texts())
        return row
    }

    private mutating func sinkTraits(
        in memory: ForeignMemory
    ) throws(BrokenMessage) -> UnsafeRawPointer? {
        guard try value(UInt8.self) != 0 else { return nil }
        var traits = pa_sink_traits()
        traits.size = MemoryLayout<pa_sink_traits>.size
        traits.flags = try value()
        traits.endings = memory.texts(try texts())
        return UnsafeRawPointer(memory.value(traits))
    }
}
