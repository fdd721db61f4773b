import Geometry

/// Motion held in memory: what a library user builds, edits or records.
///
/// For long or live motion use `ClipSource` and `ClipWriter`, which hold one frame at a time.
public struct Clip: Sendable, Equatable {
    /// Frames a second; nil when it is not known.
    public var framesPerSecond: Double?
    /// The size of the picture that keypoints are measured in; nil when it is not known.
    public var size: Size?
    public var frames: [MotionFrame]

    public init(framesPerSecond: Double? = nil, size: Size? = nil, frames: [MotionFrame]) {
        self.framesPerSecond = framesPerSecond
        self.size = size
        self.frames = frames
    }

    /// Takes all frames that a source has.
    ///
    /// - Throws: what the source throws.
    public init(reading source: inout some MotionSource) throws(MotionError) {
        self.init(
            framesPerSecond: source.header.framesPerSecond, size: source.header.size, frames: [])
        while let frame = try source.next() { frames.append(frame) }
    }

    /// Reads a clip whole, in any form that `ClipSource` reads.
    ///
    /// - Throws: as `ClipSource`.
    public init(path: String) throws(MotionError) {
        var source = try ClipSource(path: path)
        try self.init(reading: &source)
    }

    /// What a source of this clip says of it in advance.
    public var header: ClipHeader {
        Self.header(
            framesPerSecond: framesPerSecond, size: size, count: frames.count,
            first: frames.first?.time, last: frames.last?.time)
    }

    static func header(
        framesPerSecond: Double?, size: Size?, count: Int, first: Double?, last: Double?
    ) -> ClipHeader {
        var duration: Double?
        if let first, let last { duration = last - first }
        return ClipHeader(
            framesPerSecond: framesPerSecond, size: size, frameCount: count, duration: duration)
    }

    /// The clip as the first stage of a pipeline.
    public var source: Source { Source(header: header, frames: frames[...]) }

    /// Yields a clip's frames.
    public struct Source: MotionSource, Sendable {
        public let header: ClipHeader
        fileprivate var frames: ArraySlice<MotionFrame>

        public mutating func next() throws(MotionError) -> MotionFrame? {
            frames.popFirst()
        }
    }
}

extension Clip {
    /// The clip as a file of the clip format, not packed.
    ///
    /// - Parameter decimals: as in `ClipEncoding`.
    /// - Throws: as `ClipEncoding`.
    public func encoded(decimals: Int? = nil) throws(MotionError) -> [UInt8] {
        let encoding = encoding(decimals)
        var bytes: [UInt8] = []
        try encoding.begin(header, source: "clip", into: &bytes)
        for (index, frame) in frames.enumerated() {
            try encoding.append(frame, at: index, source: "clip", into: &bytes)
        }
        encoding.end(into: &bytes)
        return bytes
    }

    /// Writes the clip to a file, packed by gzip when its name ends in ".gz".
    ///
    /// The file appears complete or not at all.
    /// - Parameter decimals: as in `ClipEncoding`.
    /// - Throws: `badData` as `ClipEncoding`, `cannotCreate` or `inputOutput` when the file cannot
    ///   be written.
    public func write(to path: String, decimals: Int? = nil) throws(MotionError) {
        var writer = try ClipWriter(path: path, header: header, encoding: encoding(decimals))
        for frame in frames { try writer.write(frame) }
        try writer.finish()
    }

    /// Times are stated where the frame rate does not give them.
    private func encoding(_ decimals: Int?) -> ClipEncoding {
        var clock = ClipClock(framesPerSecond: framesPerSecond)
        let isRegular = frames.indices.allSatisfy { index in
            clock.time(ofFrame: index, stated: nil) == frames[index].time
        }
        return ClipEncoding(decimals: decimals, writesTimes: !isRegular)
    }
}
