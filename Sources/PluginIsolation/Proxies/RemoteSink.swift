import CPluginCalls
import CPoseAnimatePlugin
import Glibc
import PluginInterface

/// A sink in another process. All of it is in one; each encoder has a channel and a thread there of its own.
extension RemoteStage {
    static func sink(_ line: CallLine, _ functions: FunctionSet) -> UnsafeRawPointer {
        make(line) { data in
            var interface = pa_sink()
            interface.size = MemoryLayout<pa_sink>.size
            interface.data = data
            interface.destroy = { RemoteStage.destroy($0?.pointee.data) }
            if functions.contains(.encode) {
                interface.make_encoder = { sink, encoder in
                    RemoteStage.status(sink?.pointee.data) { $0.makeEncoder(encoder) }
                }
                interface.destroy_encoder = { _, encoder in RemoteEncoder.destroy(encoder) }
                interface.encode = { _, encoder, picture, index, output in
                    RemoteEncoder.at(encoder)?.encode(picture, index, output)
                        ?? pa_status(PA_FAULT)
                }
            }
            if functions.contains(.write) {
                interface.write = { sink, picture, index, bytes, count, output in
                    // Pixels are there only for sinks without `encode`.
                    let isSeen = sink?.pointee.encode == nil
                    return RemoteStage.status(sink?.pointee.data) {
                        $0.write(
                            picture, isSeen: isSeen, index,
                            UnsafeRawBufferPointer(start: bytes, count: count), output)
                    }
                }
            }
            if functions.contains(.finish) {
                interface.finish = { sink, output in
                    RemoteStage.status(sink?.pointee.data) { $0.finish(output) }
                }
            }
            return interface
        }
    }

    private func makeEncoder(_ encoder: UnsafeMutablePointer<UnsafeMutableRawPointer?>?)
        -> pa_status
    {
        guard let ends = Channel.pair() else {
            pose_call_fail(
                "cannot be called by one thread more: \(String(cString: strerror(errno)))")
            return pa_status(PA_FAULT)
        }
        defer { close(ends.theirs) }
        let channel = line.process.channel(ends.ours)
        let status = line.call(.makeEncoder, .beginning, carrying: ends.theirs)
        guard status == PA_OK else { return status }
        let made = RemoteEncoder(CallLine(line.process, channel))
        encoder?.pointee = Unmanaged.passRetained(made).toOpaque()
        return status
    }

    private func write(
        _ picture: UnsafePointer<pa_picture>?, isSeen: Bool, _ index: Int64,
        _ bytes: UnsafeRawBufferPointer, _ output: UnsafePointer<pa_output>?
    ) -> pa_status {
        guard let picture else { return pa_status(PA_FAULT) }
        guard !isSeen || canvas.show(picture.pointee) else { return canvas.refuse() }
        defer { canvas.didSend() }
        return output.passing { take in
            line.call(.write, .frame(index), carrying: canvas.unsent) { message in
                message.add(UInt8(isSeen ? 1 : 0))
                message.add(structure: picture.pointee)
                message.add(index)
                message.add(bytes)
            } read: { (answer) throws(BrokenMessage) in
                take(answer.remainder())
            }
        }
    }

    private func finish(_ output: UnsafePointer<pa_output>?) -> pa_status {
        output.passing { take in
            line.call(
                .finish, .finishing,
                read: { (answer) throws(BrokenMessage) in take(answer.remainder()) })
        }
    }
}

/// A sink's encoder in another process.
private final class RemoteEncoder {
    private let line: CallLine
    private let canvas = CanvasSender()

    init(_ line: CallLine) { self.line = line }

    static func at(_ encoder: UnsafeMutableRawPointer?) -> RemoteEncoder? {
        encoder.map { Unmanaged<RemoteEncoder>.fromOpaque($0).takeUnretainedValue() }
    }

    static func destroy(_ encoder: UnsafeMutableRawPointer?) {
        guard let encoder else { return }
        Unmanaged<RemoteEncoder>.fromOpaque(encoder).takeRetainedValue()
            .line.tell(.destroyEncoder, .ending)
    }

    func encode(
        _ picture: UnsafePointer<pa_picture>?, _ index: Int64, _ output: UnsafePointer<pa_output>?
    ) -> pa_status {
        guard let picture else { return pa_status(PA_FAULT) }
        guard canvas.show(picture.pointee) else { return canvas.refuse() }
        defer { canvas.didSend() }
        return output.passing { take in
            line.call(.encode, .frame(index), carrying: canvas.unsent) { message in
                message.add(structure: picture.pointee)
                message.add(index)
            } read: { (answer) throws(BrokenMessage) in
                take(answer.remainder())
            }
        }
    }
}
