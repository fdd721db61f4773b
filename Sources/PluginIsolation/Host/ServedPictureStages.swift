import CPoseAnimatePlugin
import Glibc
import Pipelining
import PluginInterface

/// A renderer, called for the engine.
final class ServedRenderer: ServedStage {
    private let renderer: StageHandle<pa_renderer>
    private let scenes = SceneMemory()
    private let canvas = CanvasReceiver()

    init(_ handle: StageHandle<pa_renderer>) { renderer = handle }

    var functions: FunctionSet { renderer.functions.render == nil ? [] : .render }

    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage) {
        guard kind == .render, let render = renderer.functions.render else { throw BrokenMessage() }
        var scene = try scenes.read(&question)
        var picture = try canvas.read(&question, descriptor)
        answer.take(renderer.ask { render(renderer.pointer, &scene, &picture) })
    }
}

/// A sink, called for the engine. Its encoders have channels and threads of their own.
final class ServedSink: ServedStage {
    private let sink: StageHandle<pa_sink>
    private let canvas = CanvasReceiver()
    private let output = ByteOutput()

    init(_ handle: StageHandle<pa_sink>) { sink = handle }

    var functions: FunctionSet {
        var set = FunctionSet()
        if sink.functions.encode != nil { set.insert(.encode) }
        if sink.functions.write != nil { set.insert(.write) }
        if sink.functions.finish != nil { set.insert(.finish) }
        return set
    }

    func answer(
        _ kind: MessageKind, _ question: inout MessageReader, _ descriptor: Int32?,
        _ answer: inout Answer
    ) throws(BrokenMessage) {
        switch kind {
        case .makeEncoder:
            guard let descriptor else { throw BrokenMessage() }
            answer.take(makeEncoder(over: Channel(descriptor, takesDescriptors: true)))
        case .write: try write(&question, descriptor, &answer)
        case .finish:
            guard let finish = sink.functions.finish else { throw BrokenMessage() }
            answer.gather(output) { output in sink.ask { finish(sink.pointer, output) } }
        default: throw BrokenMessage()
        }
    }

    private func write(
        _ question: inout MessageReader, _ descriptor: Int32?, _ answer: inout Answer
    ) throws(BrokenMessage) {
        guard let write = sink.functions.write else { throw BrokenMessage() }
        let isSeen = try question.value(UInt8.self) != 0
        var picture: pa_picture
        if isSeen {
            picture = try canvas.read(&question, descriptor)
        } else {
            picture = try question.value()
            picture.pixels = nil
            picture.host_data = nil
        }
        let index = try question.value(Int64.self)
        let bytes = question.remainder()
        answer.gather(output) { output in
            sink.ask {
                write(sink.pointer, &picture, index, bytes.baseAddress, bytes.count, output)
            }
        }
    }

    private func makeEncoder(over channel: Channel) -> pa_status {
        var encoder: UnsafeMutableRawPointer?
        if let make = sink.functions.make_encoder {
            let status = sink.ask { make(sink.pointer, &encoder) }
            guard status == PA_OK else { return status }
        }
        let served = ServedEncoder(sink, encoder, channel)
        return DetachedThread.start { served.serve() } ? pa_status(PA_OK) : pa_status(PA_FAULT)
    }
}

/// An encoder of a sink's, on a thread of its own.
private final class ServedEncoder {
    private let sink: StageHandle<pa_sink>
    private let encoder: UnsafeMutableRawPointer?
    private let channel: Channel
    private let canvas = CanvasReceiver()
    private let output = ByteOutput()

    init(_ sink: StageHandle<pa_sink>, _ encoder: UnsafeMutableRawPointer?, _ channel: Channel) {
        self.sink = sink
        self.encoder = encoder
        self.channel = channel
    }

    func serve() {
        do {
            while true {
                let message = try channel.receive()
                var question = MessageReader(message.bytes)
                var answer = Answer()
                if message.kind == .encode {
                    try encode(&question, channel.takeDescriptor(), &answer)
                } else {
                    destroy()
                }
                answer.check()
                try channel.send(.answer, answer.bytes)
                if message.kind != .encode { return }
            }
        } catch {
            // The engine is gone, and the whole process ends with it.
            return
        }
    }

    private func encode(
        _ question: inout MessageReader, _ descriptor: Int32?, _ answer: inout Answer
    ) throws(BrokenMessage) {
        guard let encode = sink.functions.encode else { throw BrokenMessage() }
        var picture = try canvas.read(&question, descriptor)
        let index = try question.value(Int64.self)
        answer.gather(output) { output in
            sink.ask { encode(sink.pointer, encoder, &picture, index, output) }
        }
    }

    private func destroy() {
        if let destroy = sink.functions.destroy_encoder {
            sink.ask { destroy(sink.pointer, encoder) }
        }
    }
}
