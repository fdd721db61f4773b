import Geometry
import Storage

/// Opens keypoints of any format: tells the format by content, takes it apart, follows one person
/// and brings all into a clip's shape.
public enum KeypointImport {
    /// Opens a file, a folder of OpenPose frames, or `-` for standard input.
    ///
    /// Clips are streamed; other formats are read whole, up to 256 MiB of text.
    /// - Parameter format: nil to tell it by content.
    /// - Throws: `noInput` when nothing is there, `badData` when it is of no format that is read,
    ///   damaged, or lacks what `options` should give.
    public static func open(
        _ path: String, format: KeypointFormat? = nil, options: KeypointOptions = KeypointOptions()
    ) throws(MotionError) -> any MotionSource {
        if path != "-", Directory.exists(path) {
            guard format == nil || format?.name == KeypointFormat.openPose.name else {
                throw MotionError(
                    .badData, source: path, "is a folder, which only OpenPose writes")
            }
            let recording = try OpenPoseFolder.read(path)
            return try source(recording, .openPose, path, options)
        }
        return try open(try stream(path), format: format, options: options)
    }

    /// Opens a stream of bytes.
    package static func open(
        _ stream: consuming ByteStream, format: KeypointFormat? = nil,
        options: KeypointOptions = KeypointOptions()
    ) throws(MotionError) -> any MotionSource {
        let (head, recognized) = try head(of: &stream, format)
        guard let format = recognized else {
            throw MotionError(
                .badData, source: stream.name,
                head.allSatisfy(isSpace)
                    ? "is empty; keypoints are needed"
                    : "is not a clip, nor of another format that is read "
                        + "(\(KeypointFormat.names)); is it damaged or cut short?")
        }
        stream.putBack(head)
        let name = stream.name
        guard let read = format.read else {
            let clip = try ClipSource(stream, person: options.personNumber)
            return try OverriddenMotion.wrap(clip, options, name: name)
        }
        let text = FormatText(name: name, bytes: try rest(of: &stream))
        return try source(try read(text, options), format, name, options)
    }

    /// A recording as a clip of the person asked for.
    private static func source(
        _ recording: Recording, _ format: KeypointFormat, _ name: String,
        _ options: KeypointOptions
    ) throws(MotionError) -> any MotionSource {
        let builder = ClipBuilder(recording: recording, format: format, name: name)
        let (clip, notes) = try builder.clip(options)
        return AnnotatedMotion(source: clip.source, notes: notes)
    }

    private static func stream(_ path: String) throws(MotionError) -> ByteStream {
        do {
            return try ByteStream(path: path)
        } catch {
            throw MotionError(error, source: path)
        }
    }

    /// Reads on until the format is known, at most to where it should be.
    private static func head(
        of stream: inout ByteStream, _ format: KeypointFormat?
    ) throws(MotionError) -> (bytes: [UInt8], format: KeypointFormat?) {
        var head: [UInt8] = []
        if let format { return (head, format) }
        var probed = 0
        while head.count < ContentProbe.size {
            let isAtEnd = try !fill(&head, from: &stream)
            // A look at every byte of a slow pipe would cost the square of its length.
            if isAtEnd || head.count >= 2 * probed || head.count < 4096 {
                probed = head.count
                if let format = KeypointFormat.recognize(head[...]) { return (head, format) }
            }
            if isAtEnd { break }
        }
        return (head, KeypointFormat.recognize(head[...]))
    }

    private static func rest(of stream: inout ByteStream) throws(MotionError) -> [UInt8] {
        var bytes: [UInt8] = []
        while try fill(&bytes, from: &stream) {
            guard bytes.count <= FormatLimits.textSize else {
                throw MotionError(
                    .badData, source: stream.name,
                    "is larger than \(FormatLimits.textSize >> 20) MiB; only clips may be")
            }
        }
        return bytes
    }

    /// Appends what comes next.
    ///
    /// - Returns: false at the end.
    private static func fill(
        _ bytes: inout [UInt8], from stream: inout ByteStream
    ) throws(MotionError) -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { buffer.deallocate() }
        do {
            let count = try stream.read(into: buffer)
            bytes.append(contentsOf: buffer[..<count])
            return count > 0
        } catch {
            throw MotionError(error, source: stream.name)
        }
    }

    /// Reads a text of a known format whole; a file of a folder, for instance.
    static func text(_ path: String) throws(MotionError) -> FormatText {
        var stream = try stream(path)
        return FormatText(name: path, bytes: try rest(of: &stream))
    }
}

/// A source with remarks of its own.
struct AnnotatedMotion: MotionSource {
    var source: any MotionSource
    let notes: [String]

    init(source: any MotionSource, notes: [String]) {
        self.source = source
        self.notes = notes
    }

    var header: ClipHeader { source.header }

    mutating func next() throws(MotionError) -> MotionFrame? { try source.next() }
}
