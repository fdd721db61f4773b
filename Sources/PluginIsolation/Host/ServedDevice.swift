import CPoseAnimatePlugin
import PluginInterface

/// A device, called for the engine.
final class ServedDevice: ServedStage {
    private let device: StageHandle<pa_device>
    private let output = ByteOutput()

    init(_ handle: StageHandle<pa_device>) { device = handle }

    var functions: FunctionSet {
        let its = device.functions
        var set = FunctionSet()
        if its.read != nil { set.insert(.read) }
        if its.write != nil { set.insert(.write) }
        if its.raises_interrupt != nil { set.insert(.raisesInterrupt) }
        if its.next_event != nil { set.insert(.nextEvent) }
        if its.advance != nil { set.insert(.advance) }
        if its.reset != nil { set.insert(.reset) }
        if its.save != nil { set.insert(.save) }
        if its.load != nil { set.insert(.load) }
        return set
    }

    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage) {
        let cycle = try question.untoldCycle()
        var failure: PluginError?
        if let cycle, let advance = device.functions.advance {
            device.ask({ advance(device.pointer, cycle) }) { failure = $0 }
        }
        if failure == nil {
            switch kind {
            case .save:
                guard let save = device.functions.save else { throw BrokenMessage() }
                return answer.gather(output) { output in
                    device.ask { save(device.pointer, output) }
                }
            case .load:
                guard let load = device.functions.load else { throw BrokenMessage() }
                let bytes = question.remainder()
                return answer.take(
                    device.ask { load(device.pointer, bytes.baseAddress, bytes.count) })
            default:
                let value = try call(kind, &question, &failure)
                answer.writer.add(value)
                answer.writer.add(structure: standing(&failure))
            }
        }
        if let failure { answer.fail(pa_status(PA_FAULT), failure.message) }
    }

    /// - Returns: the value of a register that is read.
    private func call(
        _ kind: MessageKind, _ question: inout MessageReader, _ failure: inout PluginError?
    ) throws(BrokenMessage) -> UInt64 {
        var value: UInt64 = 0
        switch kind {
        case .read:
            guard let read = device.functions.read else { throw BrokenMessage() }
            let place = try question.value(UInt32.self)
            value = device.ask({ read(device.pointer, place) }) { failure = $0 }
        case .write:
            guard let write = device.functions.write else { throw BrokenMessage() }
            let place = try question.value(UInt32.self)
            let written = try question.value(UInt64.self)
            device.ask({ write(device.pointer, place, written) }) { failure = $0 }
        case .reset:
            guard let reset = device.functions.reset else { throw BrokenMessage() }
            device.ask({ reset(device.pointer) }) { failure = $0 }
        case .advance, .look: break
        default: throw BrokenMessage()
        }
        return value
    }

    /// How it stands now, so that it need not be asked.
    private func standing(_ failure: inout PluginError?) -> DeviceStanding {
        var standing = DeviceStanding()
        guard failure == nil else { return standing }
        if let next = device.functions.next_event {
            standing.nextEvent = device.ask({ next(device.pointer) }) { failure = $0 }
        }
        if failure == nil, let raises = device.functions.raises_interrupt {
            standing.raisesInterrupt = device.ask({ raises(device.pointer) }) { failure = $0 }
        }
        return standing
    }
}
