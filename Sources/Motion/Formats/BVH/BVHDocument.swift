/// A BVH file taken apart: a tree of joints, and for each frame the numbers of their channels.
///
/// After the description by M. Meredith and S. Maddock, "Motion Capture File Formats Explained"
/// (2001): words apart by any white space; a joint's channels come in any number and order, and
/// turn about its own axes one after the other.
struct BVHDocument {
    enum Channel: String {
        case xPosition = "xposition"
        case yPosition = "yposition"
        case zPosition = "zposition"
        case xRotation = "xrotation"
        case yRotation = "yrotation"
        case zRotation = "zrotation"
    }

    struct Joint {
        /// Empty for an end site.
        var name: String
        var parent: Int?
        var offset: SIMD3<Double>
        var channels: [Channel] = []
    }

    private(set) var joints: [Joint] = []
    private(set) var frameTime = 0.0
    private(set) var frameCount = 0
    /// All numbers, frame after frame.
    private(set) var values: [Double] = []

    /// How many numbers a frame has.
    var channelCount: Int { joints.reduce(0) { $0 + $1.channels.count } }

    /// More joints are no body.
    private static let jointLimit = 4096

    init(_ text: FormatText) throws(MotionError) {
        var words = BVHWords(text)
        try words.expect("HIERARCHY")
        try readHierarchy(&words)
        try words.expect("Frames:")
        guard let count = Int(exactly: try words.number()), (1...FormatLimits.frames) ~= count
        else { throw words.error("must be a count of frames from 1 to \(FormatLimits.frames)") }
        try words.expect("Frame")
        try words.expect("Time:")
        frameTime = try words.number()
        guard (1e-4...1000) ~= frameTime else {
            throw words.error("a frame must last from 0.0001 to 1000 seconds")
        }
        frameCount = count
        let width = channelCount
        guard width > 0 else { throw words.error("no joint has channels; there is no motion") }
        for frame in 0..<count {
            for _ in 0..<width { values.append(try words.number(ofFrame: frame, of: count)) }
        }
        try words.expectEnd()
    }

    private mutating func readHierarchy(_ words: inout BVHWords) throws(MotionError) {
        // The joints whose braces are open.
        var open: [Int] = []
        while true {
            let word = try words.next()
            switch word.uppercased() {
            case "ROOT", "JOINT", "END":
                let isRoot = word.uppercased() == "ROOT"
                guard isRoot == open.isEmpty else {
                    throw words.error("\"\(shown(word))\" cannot stand here")
                }
                guard joints.count < Self.jointLimit else {
                    throw words.error("more than \(Self.jointLimit) joints are no body")
                }
                let name = try words.joined(until: "{")
                joints.append(
                    Joint(
                        name: word.uppercased() == "END" ? "" : name, parent: open.last,
                        offset: .zero))
                open.append(joints.count - 1)
            case "OFFSET":
                guard let joint = open.last else { throw words.error("stands outside of a joint") }
                joints[joint].offset = [
                    try words.number(), try words.number(), try words.number(),
                ]
            case "CHANNELS":
                guard let joint = open.last else { throw words.error("stands outside of a joint") }
                joints[joint].channels = try Self.readChannels(&words)
            case "}":
                guard open.popLast() != nil else { throw words.error("a } has no {") }
            case "MOTION":
                guard open.isEmpty, !joints.isEmpty else {
                    throw words.error("MOTION comes before the joints end; is it cut short?")
                }
                return
            default:
                throw words.error("\"\(shown(String(word.prefix(24))))\" is no word of a BVH")
            }
        }
    }

    private static func readChannels(_ words: inout BVHWords) throws(MotionError) -> [Channel] {
        guard let count = Int(exactly: try words.number()), (0...6) ~= count else {
            throw words.error("a joint has 0 to 6 channels")
        }
        var channels: [Channel] = []
        for _ in 0..<count {
            let word = try words.next()
            guard let channel = Channel(rawValue: word.lowercased()) else {
                throw words.error("\"\(shown(String(word.prefix(24))))\" is no channel")
            }
            channels.append(channel)
        }
        return channels
    }
}

/// The words of a text, and the line they stand on.
private struct BVHWords {
    private let text: FormatText
    private var position = 0
    private var line = 1

    init(_ text: FormatText) {
        self.text = text
        if text.bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }

    func error(_ message: String) -> MotionError {
        text.error("line \(line)", message)
    }

    private mutating func nextIfAny() -> String? {
        let bytes = text.bytes
        while position < bytes.count, isSpace(bytes[position]) {
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
        let start = position
        while position < bytes.count, !isSpace(bytes[position]) { position += 1 }
        return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
    }

    mutating func next() throws(MotionError) -> String {
        guard let word = nextIfAny() else { throw error("the text breaks off; it is cut short") }
        return word
    }

    mutating func expect(_ expected: String) throws(MotionError) {
        let word = try next()
        guard word.uppercased() == expected.uppercased() else {
            throw error("\(expected) is expected, not \"\(shown(String(word.prefix(24))))\"")
        }
    }

    mutating func expectEnd() throws(MotionError) {
        if nextIfAny() != nil {
            throw error("more numbers follow than the frames have; \"Frames:\" counts too few")
        }
    }

    /// The words up to another one, which is taken too: names may have spaces.
    mutating func joined(until end: String) throws(MotionError) -> String {
        var words: [String] = []
        while true {
            let word = try next()
            if word == end { return words.joined(separator: " ") }
            guard words.count < 8 else { throw error("a \(end) is missing behind a joint's name") }
            words.append(word)
        }
    }

    mutating func number() throws(MotionError) -> Double {
        let word = try next()
        guard let number = Double(word), abs(number) <= FormatLimits.coordinate else {
            throw error("\"\(shown(String(word.prefix(24))))\" is no number that a motion has")
        }
        return number
    }

    mutating func number(ofFrame frame: Int, of count: Int) throws(MotionError) -> Double {
        do {
            return try number()
        } catch {
            throw MotionError(
                error.kind, source: error.source,
                place: "frame \(frame) of \(count) on \(error.place)", error.message)
        }
    }
}
