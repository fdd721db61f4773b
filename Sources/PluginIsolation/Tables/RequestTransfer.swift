import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// What stages are made from, by kind, in messages.
extension MessageWriter {
    mutating func add(request: UnsafeRawPointer?, of kind: StageKind) {
        guard let request else { return }
        switch kind {
        case .source:
            add(request.assumingMemoryBound(to: pa_source_request.self).pointee.location)
        case .filter:
            add(structure: request.assumingMemoryBound(to: pa_filter_request.self).pointee)
        case .deformer: add(request.assumingMemoryBound(to: pa_character.self).pointee)
        case .renderer:
            let request = request.assumingMemoryBound(to: pa_renderer_request.self).pointee
            add(structure: request)
            add(request.drawing.pointee)
        case .sink:
            let request = request.assumingMemoryBound(to: pa_sink_request.self).pointee
            add(structure: request)
            add(request.destination)
        case .weights, .modelOperator, .delegate, .device, .sensor: break
        }
    }

    /// Values of options, one for each.
    mutating func add(values: UnsafePointer<pa_value>?, count: Int) {
        add(UInt32(values == nil ? 0 : count))
        guard let values else { return }
        for place in 0..<count {
            add(values[place].number)
            add(values[place].text)
        }
    }
}

extension MessageReader {
    /// - Parameter memory: keeps it.
    mutating func request(
        of kind: StageKind, in memory: ForeignMemory
    ) throws(BrokenMessage) -> UnsafeRawPointer? {
        switch kind {
        case .source:
            let location = try optionalText() ?? ""
            return UnsafeRawPointer(
                memory.value(
                    pa_source_request(
                        size: MemoryLayout<pa_source_request>.size,
                        location: memory.text(location))))
        case .filter:
            return UnsafeRawPointer(memory.value(try value(pa_filter_request.self)))
        case .deformer: return UnsafeRawPointer(try character(in: memory))
        case .renderer:
            var request = try value(pa_renderer_request.self)
            request.drawing = try drawing(in: memory)
            return UnsafeRawPointer(memory.value(request))
        case .sink:
            var request = try value(pa_sink_request.self)
            request.destination = memory.text(try optionalText() ?? "")
            return UnsafeRawPointer(memory.value(request))
        case .weights, .modelOperator, .delegate, .device, .sensor: return nil
        }
    }

    /// - Parameter memory: keeps texts.
    mutating func values(in memory: ForeignMemory) throws(BrokenMessage) -> [pa_value] {
        var values: [pa_value] = []
        for _ in 0..<(try value(UInt32.self)) {
            let number = try value(Double.self)
            values.append(
                pa_value(number: number, text: try optionalText().map { memory.text($0) }))
        }
        return values
    }
}
