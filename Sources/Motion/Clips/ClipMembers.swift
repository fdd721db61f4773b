import CSimdJSON

/// The members of a clip's outermost object that say what the object is.
struct ClipMembers: OptionSet {
    let rawValue: Int

    static let frames = ClipMembers(rawValue: 1)
    static let format = ClipMembers(rawValue: 2)
    /// "fps", "width", "height".
    static let settings = ClipMembers(rawValue: 4)
    static let version = ClipMembers(rawValue: 8)
    /// "pose", "face", "time".
    static let frame = ClipMembers(rawValue: 16)

    /// The member with that key; none for keys that nobody here reads.
    init(key: [UInt8]) {
        self = Self.byKey[key] ?? []
    }

    init(rawValue: Int) {
        self.rawValue = rawValue
    }

    private static let byKey: [[UInt8]: ClipMembers] = [
        Array("frames".utf8): .frames, Array("format".utf8): .format,
        Array("version".utf8): .version, Array("fps".utf8): .settings,
        Array("width".utf8): .settings, Array("height".utf8): .settings,
        Array("pose".utf8): .frame, Array("face".utf8): .frame, Array("time".utf8): .frame,
    ]

    /// The longest key above.
    static let longestKey = 7
}

/// Bytes that cannot be a clip, before it is known which frame they stand in.
struct ClipSyntaxError: Error, Equatable {
    /// Bytes from the stream's start; nil when the whole is meant.
    var offset: Int?
    /// What is wrong and what to do about it.
    var message: String

    /// The value begun by a bracket holds too many brackets within each other.
    static func tooDeep(_ offset: Int) -> Self {
        Self(
            offset: offset,
            message: "is nested more than \(CSIMDJSON_DEPTH) levels deep; is this a clip?")
    }
}

/// Space between the tokens of JSON (RFC 8259, 2).
func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        || byte == UInt8(ascii: "\t")
}
