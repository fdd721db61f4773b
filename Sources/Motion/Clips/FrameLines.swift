/// Frames as lines of the clip format, one by one: what a live program is told and answers.
package struct FrameLines: ~Copyable {
    /// Who answers, in errors.
    private let source: String
    private let encoding: ClipEncoding
    private var parser: FrameParser
    private var remarks = ClipNotes()

    /// The version of what is said beside the clip format: the number of each frame, and that an
    /// answer is the same frame.
    private static let protocolVersion = 1

    /// Times that differ by less, in seconds, are the same.
    private static let timeTolerance = 1e-6

    /// - Throws: `inputOutput` when there is no memory.
    package init(source: String) throws(MotionError) {
        self.source = source
        parser = try FrameParser(source: source)
        var encoding = ClipEncoding(writesTimes: true)
        encoding.layout = .lines
        encoding.liveProtocol = Self.protocolVersion
        self.encoding = encoding
    }

    /// What answers said that reads well but not as their author may think.
    package var notes: [String] { remarks.texts }

    /// The line that goes before all frames.
    package func header(_ header: ClipHeader) throws(MotionError) -> [UInt8] {
        var bytes: [UInt8] = []
        try encoding.begin(header, source: source, into: &bytes)
        return bytes
    }

    /// - Throws: `badData` when the frame holds numbers that are not finite.
    package func line(of frame: MotionFrame) throws(MotionError) -> [UInt8] {
        var bytes: [UInt8] = []
        try encoding.append(frame, at: frame.index, source: source, into: &bytes)
        return bytes
    }

    /// Takes what an answer says of the frame that it answers.
    ///
    /// - Throws: `badData` when it is no frame, or another one.
    package mutating func read(
        _ answer: [UInt8], into frame: inout MotionFrame
    ) throws(MotionError) {
        let place = "answer to frame \(frame.index)"
        let reading: FrameParser.Reading
        do {
            reading = try parser.readFrame(answer, source: source, place: place)
        } catch {
            var error = error
            if parser.foundNoJSON { error.message += ": \(Self.excerpt(of: answer))" }
            throw error
        }
        if let message = Self.misfit(reading, frame) {
            throw MotionError(
                .badData, source: source, place: place, "\(message): \(Self.excerpt(of: answer))")
        }
        remarks.add(reading, frame: frame.index)
        frame.pose = reading.people.first?.pose
        frame.face = reading.people.first?.face
    }

    /// Why what was read is not the frame that was asked for.
    private static func misfit(_ reading: FrameParser.Reading, _ frame: MotionFrame) -> String? {
        guard let form = reading.form else {
            return "has neither \"pose\" nor \"face\"; answer each line but the first, the header, "
                + "by the frame that it holds"
        }
        guard form == .one else { return "has \"people\"; a filter sees one person at a time" }
        if let index = reading.index, index != Double(frame.index) {
            let number = Int(exactly: index).map { "frame \($0)" } ?? "no frame"
            return "is \(number); each line is answered by one line, of the same frame"
        }
        if let time = reading.time, !(abs(time - frame.time) <= timeTolerance) {
            return "is at the time \(time), and the frame at \(frame.time); a filter leaves times "
                + "as they are"
        }
        return nil
    }

    /// How an answer begins, on one line.
    private static func excerpt(of answer: [UInt8]) -> String {
        guard !answer.isEmpty else { return "an empty line" }
        let text = shown(String(decoding: answer.prefix(excerptLength), as: UTF8.self))
        return "`\(text)`" + (answer.count > excerptLength ? " …" : "")
    }

    private static let excerptLength = 60
}
