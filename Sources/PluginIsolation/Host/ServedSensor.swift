import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// A sensor, called for the engine.
final class ServedSensor: ServedStage {
    private let sensor: StageHandle<pa_sensor>
    private let samples: pa_samples?
    private let spi: pa_spi?
    private let output = ByteOutput()

    /// - Throws: `fault` when what it can do besides is incomplete.
    init(_ handle: StageHandle<pa_sensor>) throws(PluginError) {
        sensor = handle
        samples = try handle.samples()
        spi = try handle.spi()
    }

    var functions: FunctionSet {
        let its = sensor.functions
        var set = FunctionSet()
        if its.read != nil { set.insert(.read) }
        if its.write != nil { set.insert(.write) }
        if its.reset != nil { set.insert(.reset) }
        if its.save != nil { set.insert(.save) }
        if its.load != nil { set.insert(.load) }
        if samples != nil { set.insert(.samples) }
        if spi != nil { set.insert(.spi) }
        return set
    }

    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage) {
        // Sensors have no time of their own.
        _ = try question.untoldCycle()
        switch kind {
        case .save:
            guard let save = sensor.functions.save else { throw BrokenMessage() }
            answer.gather(output) { output in sensor.ask { save(sensor.pointer, output) } }
        case .load:
            guard let load = sensor.functions.load else { throw BrokenMessage() }
            let bytes = question.remainder()
            answer.take(sensor.ask { load(sensor.pointer, bytes.baseAddress, bytes.count) })
        default:
            var failure: PluginError?
            answer.writer.add(try call(kind, &question, &failure))
            if failure == nil, let tell = samples?.get_status {
                var status = pa_sample_status.unknown
                sensor.ask({ tell(sensor.pointer, &status) }) { failure = $0 }
                answer.writer.add(structure: status)
            }
            if let failure { answer.fail(pa_status(PA_FAULT), failure.message) }
        }
    }

    /// - Returns: the byte that the master gets.
    private func call(
        _ kind: MessageKind, _ question: inout MessageReader, _ failure: inout PluginError?
    ) throws(BrokenMessage) -> UInt8 {
        var value: UInt8 = 0
        switch kind {
        case .write:
            guard let write = sensor.functions.write else { throw BrokenMessage() }
            let bytes = question.remainder()
            let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
            sensor.ask({ write(sensor.pointer, start, bytes.count) }) { failure = $0 }
        case .read:
            guard let read = sensor.functions.read else { throw BrokenMessage() }
            value = sensor.ask({ read(sensor.pointer) }) { failure = $0 }
        case .reset:
            guard let reset = sensor.functions.reset else { throw BrokenMessage() }
            sensor.ask({ reset(sensor.pointer) }) { failure = $0 }
        case .look: break
        case .feed, .dropOldest, .setDepth:
            guard let samples else { throw BrokenMessage() }
            try feed(samples, kind, &question, &failure)
        case .select, .exchange, .deselect:
            guard let spi else { throw BrokenMessage() }
            value = try exchange(spi, kind, &question, &failure)
        default: throw BrokenMessage()
        }
        return value
    }

    private func feed(
        _ samples: pa_samples, _ kind: MessageKind, _ question: inout MessageReader,
        _ failure: inout PluginError?
    ) throws(BrokenMessage) {
        switch kind {
        case .feed:
            let repeats = try question.value(Int64.self)
            let count = Int(clamping: try question.value(UInt64.self))
            let memory = ForeignMemory()
            let rows = try question.array(of: count, in: memory, pa_sample.self)
            sensor.ask({ samples.feed?(sensor.pointer, rows, count, repeats) }) { failure = $0 }
        case .setDepth:
            let depth = try question.value(UInt32.self)
            sensor.ask({ samples.set_depth?(sensor.pointer, depth) }) { failure = $0 }
        default:
            sensor.ask({ samples.drop_oldest?(sensor.pointer) }) { failure = $0 }
        }
    }

    private func exchange(
        _ spi: pa_spi, _ kind: MessageKind, _ question: inout MessageReader,
        _ failure: inout PluginError?
    ) throws(BrokenMessage) -> UInt8 {
        var value: UInt8 = 0
        switch kind {
        case .select: sensor.ask({ spi.select?(sensor.pointer) }) { failure = $0 }
        case .exchange:
            let byte = try question.value(UInt8.self)
            value = sensor.ask({ spi.exchange?(sensor.pointer, byte) ?? 0 }) { failure = $0 }
        default: sensor.ask({ spi.deselect?(sensor.pointer) }) { failure = $0 }
        }
        return value
    }
}
