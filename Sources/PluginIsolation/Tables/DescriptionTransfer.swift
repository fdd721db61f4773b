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
        switch description.kind {
        case .sink: addSinkTraits(stage.traits)
        case .modelOperator: addOperatorTraits(stage.traits)
        case .device: addDeviceTraits(stage.traits)
        case .sensor: addSensorTraits(stage.traits)
        default: break
        }
    }

    private mutating func add(temporal: some BinaryInteger, window: Int = 0) {
        add(UInt32(temporal))
        add(UInt32(clamping: window))
    }

    private mutating func add(_ option: Option) {
        let memory = ForeignMemory()
        var row = memory.option(option)
        let text = row.standard_text.map { String(cString: $0) }
        let words = row.choices.map { texts(upToNull: $0) } ?? []
        // Pointers mean nothing on the other side: what they lead to follows.
        (row.name, row.help, row.standard_text, row.choices) = (nil, nil, nil, nil)
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
        add(traits.endings.map { texts(upToNull: $0) } ?? [])
    }
}

/// Texts whose pointers a null pointer ends.
private func texts(upToNull pointers: UnsafePointer<UnsafePointer<CChar>?>) -> [String] {
    var texts: [String] = []
    // As many as any description may have; the rest is a fault that reading it again will tell.
    while texts.count <= 1000, let text = pointers[texts.count] {
        texts.append(String(cString: text))
    }
    return texts
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
        switch kind {
        case .sink: descriptor.traits = try sinkTraits(in: memory)
        case .modelOperator: descriptor.traits = try operatorTraits(in: memory)
        case .device: descriptor.traits = try deviceTraits(in: memory)
        case .sensor: descriptor.traits = try sensorTraits(in: memory)
        default: break
        }
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
