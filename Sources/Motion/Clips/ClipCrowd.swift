import CSimdJSON
import Storage

/// Reads a clip from a file, a pipe or memory, frame by frame.
///
/// What is read is told by content, not by name, each plain or packed by gzip:
///
/// - A clip: `{"format": "pose-animator-clip", "version": 1, "fps": F, "width": W, "height": H,
///   "frames": [frame, …]}`.
/// - Lines: one frame an object and a line, the first line perhaps an object with the members of
///   the clip above but without frames. Every frame is handed out as soon as its line has come,
///   so that a live program can be piped in.
///
/// A frame is `{"pose": {"score": s, "keypoints": [{"part": name, "score": s, "position": {"x": x,
/// "y": y}}, …]}, "face": {"faceInViewConfidence": c, "scaledMesh": [[x, y, z], …]}, "time": t}`:
///
/// - Positions are pixels of the video, scores 0...1; scores beyond are clamped, with a note.
/// - "pose" or "face" may be null or absent: nobody was seen. A pose needs "keypoints", which may
///   be empty or lack parts; a face needs "scaledMesh" of 468 or 478 landmarks, whose depth may
///   be absent.
/// - In place of "pose" and "face", "people" may list several, each `{"person": n, "pose": …, "face":
///   …}` with a number that is theirs throughout the clip; without it their place in the list
///   counts. A clip is of one form throughout. Whoever is alone in it is person 0.
/// - A keypoint without "score" has confidence 1: its detector is sure. A pose or face without a
///   score has confidence nil.
/// - Parts are those of `BodyPart`; others are ignored with a note. The first of two entries for
///   one part counts.
/// - "time" is in seconds. All frames of a clip have it or none; without it, frame i is at i/fps.
/// - Members that are not listed here are ignored.
///
/// All of the header is optional. Without "fps" and times, frames are taken as 30 a second, with
/// a note, and the header's rate stays nil. Header members may stand behind the frames in a file,
/// which is read twice to know how many frames it has, but not in a pipe.
///
/// A clip of any length takes the same memory.
public final class ClipCrowd: CrowdSource {
    public let header: ClipHeader
    private var reader: ClipReader
    private var parser: FrameParser
    private var clock: ClipClock
    private var remarks = ClipNotes()
    private var stated: csimdjson_header
    /// The text of the first frame is in the window, not yet parsed: a clip of lines began with it.
    private var firstFrame: Range<Int>?
    private var isFinished = false
    private var form: ClipForm?

    /// Opens a clip; `-` is standard input.
    ///
    /// Waits until the header, or the first frame of a clip without one, has arrived.
    /// - Throws: `noInput` when the file is missing, `badData` when it is no clip.
    public convenience init(path: String) throws(MotionError) {
        let stream: ByteStream
        do {
            stream = try ByteStream(path: path)
        } catch {
            throw MotionError(error, source: path)
        }
        try self.init(stream)
    }

    /// Reads a clip that lies in memory.
    ///
    /// - Parameter name: stands in errors.
    /// - Throws: `badData` when it is no clip.
    public convenience init(bytes: [UInt8], name: String) throws(MotionError) {
        try self.init(ByteStream(bytes: bytes, name: name))
    }

    /// Reads a clip from a stream.
    package init(_ stream: consuming ByteStream) throws(MotionError) {
        reader = ClipReader(stream)
        parser = try FrameParser(source: reader.name)
        var stated = csimdjson_header()
        firstFrame = try Self.readStart(&reader, &parser, into: &stated)
        var survey = ClipSurvey()
        if reader.isRewindable {
            survey = try ClipSurvey(of: &reader, &parser, first: firstFrame, header: &stated)
            try reader.rewind()
            var again = stated
            firstFrame = try Self.readStart(&reader, &parser, into: &again)
        }
        self.stated = stated
        var header = try ClipHeader(stated, source: reader.name)
        header.frameCount = survey.frameCount
        header.duration = survey.duration(atRate: header.framesPerSecond)
        self.header = header
        clock = ClipClock(framesPerSecond: header.framesPerSecond)
    }

    /// Reads what stands before the first frame, or that frame itself when nothing does.
    private static func readStart(
        _ reader: inout ClipReader, _ parser: inout FrameParser,
        into header: inout csimdjson_header
    ) throws(MotionError) -> Range<Int>? {
        switch try reader.next() {
        case .header(let range, let isCut):
            // Cut off at `"frames":[`, the text is whole again with the brackets closed.
            let text = Array(reader.text(range)) + (isCut ? Array("]}".utf8) : [])
            try parser.readHeader(text, into: &header, source: reader.name)
            return nil
        case .frame(let range): return range
        default: return nil
        }
    }

    /// The path, "standard input", or the name given; stands in errors.
    public var name: String { reader.name }

    /// What reads well but not as the clip's author may think, so far; a line each.
    public var notes: [String] { remarks.texts }

    public var isOfSeveral: Bool? { form.map { $0 == .several } }

    public func rewind() throws(MotionError) -> Bool {
        guard reader.isRewindable else { return false }
        try reader.rewind()
        var again = stated
        firstFrame = try Self.readStart(&reader, &parser, into: &again)
        clock = ClipClock(framesPerSecond: header.framesPerSecond)
        remarks = ClipNotes()
        form = nil
        isFinished = false
        return true
    }

    /// The next frame; nil after the last.
    ///
    /// - Throws: `badData` naming frame and place, `inputOutput` when reading fails. After that
    ///   there are no more frames.
    public func next() throws(MotionError) -> CrowdFrame? {
        guard !isFinished else { return nil }
        do {
            let frame = try readNext()
            isFinished = frame == nil
            return frame
        } catch {
            isFinished = true
            throw error
        }
    }

    private func readNext() throws(MotionError) -> CrowdFrame? {
        if let range = firstFrame {
            firstFrame = nil
            return try parse(range)
        }
        while true {
            switch try reader.next() {
            case .frame(let range): return try parse(range)
            case .tail(let range): try checkTail(range)
            case .header: continue
            case .more, .end: return nil
            }
        }
    }

    private func parse(_ range: Range<Int>) throws(MotionError) -> CrowdFrame {
        let index = reader.frameCount - 1
        let reading = try parser.readFrame(reader, range)
        guard let time = clock.time(ofFrame: index, stated: reading.time) else {
            throw MotionError(
                .badData, source: reader.name, place: reader.framePlace(range, offset: 0),
                reading.time == nil
                    ? "has no \"time\", but frame 0 has one; all frames need it or none"
                    : "has a \"time\", but frame 0 has none; all frames need it or none")
        }
        if index == 0, reading.time == nil, header.framesPerSecond == nil {
            remarks.add(
                "the clip says neither \"fps\" nor times; \(Int(ClipClock.assumedRate)) frames "
                    + "a second are assumed")
        }
        remarks.add(reading, frame: index)
        try check(reading, range)
        return CrowdFrame(index: index, time: time, people: reading.people)
    }

    /// A frame that says only that nobody is there is of either form.
    private func check(_ reading: FrameParser.Reading, _ range: Range<Int>) throws(MotionError) {
        guard let stated = reading.form, stated == .several || !reading.people.isEmpty else {
            return
        }
        let form = form ?? stated
        self.form = form
        guard form == stated else {
            throw MotionError(
                .badData, source: reader.name, place: reader.framePlace(range, offset: 0),
                "has \(stated.members), but frames before have \(form.members); a clip is of one "
                    + "person or of several throughout")
        }
    }

    /// Looks at the members behind the frames, which the survey of a file has read already.
    private func checkTail(_ range: Range<Int>) throws(MotionError) {
        guard !reader.isRewindable, let text = Self.tailObject(reader.text(range)) else { return }
        var late = stated
        try parser.readHeader(text, into: &late, source: reader.name)
        let lateHeader = try ClipHeader(late, source: reader.name)
        guard lateHeader.framesPerSecond != header.framesPerSecond || lateHeader.size != header.size
        else { return }
        throw MotionError(
            .badData, source: reader.name, place: "header",
            "\"fps\", \"width\" or \"height\" came behind the frames, too late in a pipe; write "
                + "them before \"frames\", or give the clip as a file")
    }

    /// The text behind a list of frames, `, "fps": 30}`, as an object of its own; nil when it has
    /// no members.
    static func tailObject(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard let comma = text.firstIndex(where: { !isSpace($0) }),
            text[comma] == UInt8(ascii: ",")
        else { return nil }
        return [UInt8(ascii: "{")] + text[(comma + 1)...]
    }
}
