import CPoseAnimatePlugin
import PluginInterface
import PluginKit
import Rendering
import Storage

/// A sink of a plug-in's: the plug-in makes bytes, and files are written here.
package struct PluginSink: FrameSink {
    /// Where a plug-in's bytes go.
    private enum Destination {
        case folder(FrameFiles)
        case picture(SingleFrameFile)
        case stream(StreamOutput)
    }

    package let direct = DirectEncoding()
    package let readsPictures: Bool
    private let sink: StageHandle<pa_sink>
    private var destination: Destination

    /// - Parameters:
    ///   - values: the options' values, as users write them.
    ///   - path: a file, a folder, or `-` for standard output.
    ///   - manifest: is told of every finished file, where there is one for each frame.
    /// - Throws: `PluginError`, `StorageError`.
    package init(
        _ stage: PluginStage, values: [String: String], path: String, framesPerSecond: Double,
        frameCount: Int?, isOpaque: Bool, manifest: Manifest?
    ) throws {
        let traits = try PluginSinkTraits(of: stage)
        let memory = ForeignMemory()
        let request = memory.value(
            pa_sink_request(
                size: MemoryLayout<pa_sink_request>.size, destination: memory.text(path),
                frames_per_second: framesPerSecond, frame_count: Int64(frameCount ?? -1),
                is_opaque: isOpaque ? 1 : 0, reserved: 0))
        sink = try stage.make(
            pa_sink.self, values: values, request: UnsafeRawPointer(request), memory: memory)
        readsPictures = sink.functions.encode == nil
        if traits.isFilePerFrame {
            _ = try sink.require("encode", sink.functions.encode)
            let isPicture = traits.endings.contains { path.lowercased().hasSuffix("." + $0) }
            destination =
                isPicture
                ? .picture(SingleFrameFile(path: path))
                : .folder(
                    try FrameFiles(
                        directory: path, ending: traits.endings[0], manifest: manifest))
        } else {
            if readsPictures { _ = try sink.require("write", sink.functions.write) }
            destination = .stream(StreamOutput(try OutputStream(path)))
        }
    }

    package func makeEncoder() throws -> any FrameEncoder { try PluginEncoder(sink) }

    package mutating func write(_ frame: FinishedFrame) throws {
        switch destination {
        case .folder(let files): try files.write(frame)
        case .picture(var file):
            try file.write(frame)
            destination = .picture(file)
        case .stream(let stream): try write(frame, to: stream)
        }
    }

    private func write(_ frame: FinishedFrame, to stream: StreamOutput) throws {
        guard let take = sink.functions.write else {
            try stream.write(frame.bytes)
            return
        }
        try stream.passing { output in
            try sink.call {
                frame.picture.withPicture { picture in
                    frame.bytes.withUnsafeBytes { bytes in
                        take(
                            sink.pointer, picture, Int64(frame.index), bytes.baseAddress,
                            bytes.count, output)
                    }
                }
            }
        }
    }

    package mutating func finish() throws {
        guard case .stream(let stream) = destination else { return }
        if let finish = sink.functions.finish {
            try stream.passing { output in try sink.call { finish(sink.pointer, output) } }
        }
        try stream.commit()
    }
}

/// The encoder of a plug-in's sink for one thread.
private final class PluginEncoder: FrameEncoder {
    private let sink: StageHandle<pa_sink>
    private var encoder: UnsafeMutableRawPointer?
    private let output = ByteOutput()

    init(_ sink: StageHandle<pa_sink>) throws(PluginError) {
        self.sink = sink
        if let make = sink.functions.make_encoder {
            try sink.call { make(sink.pointer, &encoder) }
        }
    }

    deinit {
        if let destroy = sink.functions.destroy_encoder {
            sink.ask { destroy(sink.pointer, encoder) }
        }
    }

    func encode(_ picture: PixelBuffer, index: Int, into bytes: inout [UInt8]) throws {
        bytes.removeAll(keepingCapacity: true)
        guard let encode = sink.functions.encode else { return }
        try output.gather(into: &bytes) { output throws(PluginError) in
            try sink.call {
                picture.withPicture {
                    encode(sink.pointer, encoder, $0, Int64(index), output)
                }
            }
        }
    }
}
