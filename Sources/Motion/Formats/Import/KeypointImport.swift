import Geometry
import Storage

/// Opens keypoints of any format: tells the format by content, takes it apart, follows one person
/// and brings all into a clip's shape.
public enum KeypointImport {
    /// Opens a file, a folder of OpenPose frames, or `-` for standard input, and follows one person.
    ///
    /// Clips are streamed; other formats are read whole, up to 256 MiB of text.
    /// - Parameter format: nil to tell it by content.
    /// - Throws: `noInput` when nothing is there, `badData` when it is of no format that is read,
    ///   damaged, or lacks what `options` should give or whom they ask for.
    public static func open(
        _ path: String, format: KeypointFormat? = nil, options: KeypointOptions = KeypointOptions()
    ) throws(MotionError) -> any MotionSource {
        try followed(try opened(path, format, options), options)
    }

    /// Opens the same, with everybody in it; `options` need not choose a person.
    ///
    /// - Throws: as for one person.
    public static func openCrowd(
        _ path: String, format: KeypointFormat? = nil, options: KeypointOptions = KeypointOptions()
    ) throws(MotionError) -> any CrowdSource {
        everybody(try opened(path, format, options))
    }

    /// Opens a stream of bytes.
    package static func open(
        _ stream: consuming ByteStream, format: KeypointFormat? = nil,
        options: KeypointOptions = KeypointOptions()
    ) throws(MotionError) -> any MotionSource {
        try followed(try opened(stream, format, options), options)
    }

    /// Opens a stream of bytes, with everybody in it.
    package static func openCrowd(
        _ stream: consuming ByteStream, format: KeypointFormat? = nil,
        options: KeypointOptions = KeypointOptions()
    ) throws(MotionError) -> any CrowdSource {
        everybody(try opened(stream, format, options))
    }

    /// What was opened, before it is known who is wanted.
    private enum Opened {
        case clip(any CrowdSource, name: String)
        case recording(RecordedCrowd, name: String)
    }

    private static func followed(
        _ opened: Opened, _ options: KeypointOptions
    ) throws(MotionError) -> any MotionSource {
        switch opened {
        case .clip(let crowd, let name):
            return try FollowedPerson(crowd, options.person, name: name)
        case .recording(var crowd, let name):
            if let number = CrowdCensus(of: crowd.frames).number(of: options.person) {
                crowd.complete(number)
            }
            return try FollowedPerson(crowd, options.person, name: name)
        }
    }

    private static func everybody(_ opened: Opened) -> any CrowdSource {
        switch opened {
        case .clip(let crowd, _): return crowd
        case .recording(var crowd, _):
            for number in CrowdCensus(of: crowd.frames).numbers { crowd.complete(number) }
            return crowd
        }
    }

    private static func opened(
        _ path: String, _ format: KeypointFormat?, _ options: KeypointOptions
    ) throws(MotionError) -> Opened {
        if path != "-", Directory.exists(path) {
            guard format == nil || format?.name == KeypointFormat.openPose.name else {
                throw MotionError(
                    .badData, source: path, "is a folder, which only OpenPose writes")
            }
            let recording = try OpenPoseFolder.read(path)
            return .recording(try crowd(recording, .openPose, path, options), name: path)
        }
        return try opened(try stream(path), format, options)
    }

    private static func opened(
        _ stream: consuming ByteStream, _ format: KeypointFormat?, _ options: KeypointOptions
    ) throws(MotionError) -> Opened {
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
            let clip = try ClipCrowd(stream)
            return .clip(try OverriddenCrowd.wrap(clip, options, name: name), name: name)
        }
        let text = FormatText(name: name, bytes: try rest(of: &stream))
        return .recording(
            try crowd(try read(text, options), format, name, options), name: name)
    }

    private static func crowd(
        _ recording: Recording, _ format: KeypointFormat, _ name: String,
        _ options: KeypointOptions
    ) throws(MotionError) -> RecordedCrowd {
        try CrowdBuilder(recording: recording, format: format, name: name).crowd(options)
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
