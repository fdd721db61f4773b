import CPoseAnimatePlugin

/// What a sink will be given.
public struct SinkRequest: Sendable {
    /// For messages; the engine writes the file.
    public var destination: String
    public var framesPerSecond: Double
    /// Nil when it is not known.
    public var frameCount: Int?
    /// Whether nothing is transparent in any frame.
    public var isOpaque: Bool

    init(_ request: UnsafeRawPointer?) {
        let all = request?.load(as: pa_sink_request.self)
        destination = all?.destination.map { String(cString: $0) } ?? ""
        framesPerSecond = all?.frames_per_second ?? 0
        frameCount = (all?.frame_count).flatMap { $0 < 0 ? nil : Int($0) }
        isOpaque = all?.is_opaque ?? 0 != 0
    }
}

/// What a sink can do.
public struct SinkAbilities: Sendable {
    /// Endings of files that mean this sink, without the dot.
    public var endings: [String]
    /// Whether what is encoded is a file for each frame, which the engine names and writes.
    public var isFilePerFrame: Bool
    /// Whether it may write to standard output.
    public var streams: Bool
    /// Whether transparency is lost, and becomes white.
    public var dropsAlpha: Bool

    public init(
        endings: [String], isFilePerFrame: Bool = false, streams: Bool = false,
        dropsAlpha: Bool = false
    ) {
        self.endings = endings
        self.isFilePerFrame = isFilePerFrame
        self.streams = streams
        self.dropsAlpha = dropsAlpha
    }
}

/// A sink: makes files of pictures. What depends on one picture alone is an encoder's work, on many threads;
/// what depends on their order is done by `write`, on one.
public protocol SinkPlugin: StagePlugin {
    static var abilities: SinkAbilities { get }

    init(_ setup: Setup<SinkRequest>) throws

    /// An encoder for the use of one thread.
    func makeEncoder() throws -> any PictureEncoder

    /// Takes the next frame's bytes.
    mutating func write(_ bytes: UnsafeRawBufferPointer, index: Int, to output: Output) throws

    /// After the last frame.
    mutating func finish(_ output: Output) throws
}

/// Makes bytes of a picture.
public protocol PictureEncoder: AnyObject {
    func encode(_ picture: Picture, index: Int, to output: Output) throws
}

extension SinkPlugin {
    public mutating func write(
        _ bytes: UnsafeRawBufferPointer, index: Int, to output: Output
    ) throws { try output.write(bytes) }

    public mutating func finish(_ output: Output) throws {}

    public static var making: StageMaking {
        StageMaking(kind: "pose-animate.sink/1") { engine, values, request in
            let stage = try Self(Setup(SinkRequest(request), engine, about, values))
            return StageBox<any SinkPlugin, pa_sink>.make(stage, engine, interface)
        }
    }

    public static func traits(in memory: TraitsMemory) -> UnsafeRawPointer? {
        let memory = memory.memory
        var traits = pa_sink_traits()
        traits.size = MemoryLayout<pa_sink_traits>.size
        traits.endings = memory.texts(abilities.endings)
        if abilities.isFilePerFrame { traits.flags |= UInt32(PA_FILE_PER_FRAME) }
        if abilities.streams { traits.flags |= UInt32(PA_STREAMS) }
        if abilities.dropsAlpha { traits.flags |= UInt32(PA_DROPS_ALPHA) }
        return UnsafeRawPointer(memory.value(traits))
    }

    private static func interface(_ data: UnsafeMutableRawPointer) -> pa_sink {
        var interface = pa_sink()
        interface.size = MemoryLayout<pa_sink>.size
        interface.data = data
        interface.destroy = { StageBox<any SinkPlugin, pa_sink>.release($0?.pointee.data) }
        interface.make_encoder = { sink, encoder in
            // Not through the box's `inout`: encoders are made while frames are written.
            guard let box = StageBox<any SinkPlugin, pa_sink>.at(sink?.pointee.data) else {
                return pa_status(PA_FAULT)
            }
            return box.engine.status {
                encoder?.pointee = KernelBox(try box.stage.makeEncoder(), box.engine).retained
            }
        }
        interface.destroy_encoder = { _, encoder in
            KernelBox<any PictureEncoder>.release(encoder)
        }
        interface.encode = { _, encoder, picture, index, output in
            guard let picture, let output else { return pa_status(PA_FAULT) }
            return KernelBox<any PictureEncoder>.status(encoder) {
                try $0.encode(Picture(picture), index: Int(index), to: Output(output))
            }
        }
        interface.write = { sink, _, index, bytes, count, output in
            StageBox<any SinkPlugin, pa_sink>.status(sink?.pointee.data) {
                guard let output else { return }
                try $0.write(
                    UnsafeRawBufferPointer(start: bytes, count: count), index: Int(index),
                    to: Output(output))
            }
        }
        interface.finish = { sink, output in
            StageBox<any SinkPlugin, pa_sink>.status(sink?.pointee.data) {
                if let output { try $0.finish(Output(output)) }
            }
        }
        return interface
    }
}
