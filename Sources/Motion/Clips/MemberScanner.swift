import CSimdJSON

/// Passes over the members of a clip's outermost object, in pieces of any size, up to its list of
/// frames or its end.
///
/// It checks no more than it must to find its way: whoever parses the text checks the rest.
struct MemberScanner {
    enum Outcome: Equatable {
        /// The bytes are used up.
        case more
        /// Passed the bracket that opens the list "frames".
        case frames
        /// Passed the brace that closes the object.
        case end
    }

    private enum State {
        case memberOrEnd, member, key, colon, value, string, scalar, container, separator
    }

    private var state: State
    private var isEscaped = false
    private var key: [UInt8] = []
    private var scan = csimdjson_scan()

    /// The members met so far.
    private(set) var seen: ClipMembers

    /// Starts behind the object's opening brace.
    static var atFirstMember: Self { Self(state: .memberOrEnd, seen: []) }

    /// Starts behind the list of frames.
    static var behindFrames: Self { Self(state: .separator, seen: .frames) }

    private init(state: State, seen: ClipMembers) {
        self.state = state
        self.seen = seen
    }

    /// Goes on at `index`, and leaves it behind what was passed.
    ///
    /// - Parameter base: where in the stream the bytes begin, for errors.
    mutating func advance(
        over bytes: UnsafeBufferPointer<UInt8>, from index: inout Int, base: Int
    ) throws(ClipSyntaxError) -> Outcome {
        while index < bytes.count {
            if state == .container {
                index += csimdjson_scan_value(
                    &scan, bytes.baseAddress.map { $0 + index }, bytes.count - index)
                if scan.is_too_deep { throw .tooDeep(base + index) }
                if scan.depth == 0 { state = .separator }
                continue
            }
            let byte = bytes[index]
            if state == .scalar, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") {
                state = .separator
            }
            index += 1
            switch state {
            case .key, .string: passCharacter(byte)
            case .scalar, .container: break
            default:
                if isSpace(byte) { continue }
                let outcome = try passToken(byte, at: base + index - 1)
                if outcome == .frames || outcome == .end { return outcome }
                // A container's bracket is its scan's first byte.
                if state == .container { index -= 1 }
            }
        }
        return .more
    }

    private mutating func passCharacter(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            state = state == .key ? .colon : .separator
            return
        }
        if state == .key, key.count <= ClipMembers.longestKey { key.append(byte) }
    }

    private mutating func passToken(
        _ byte: UInt8, at offset: Int
    ) throws(ClipSyntaxError) -> Outcome {
        switch (state, byte) {
        case (.memberOrEnd, UInt8(ascii: "}")), (.separator, UInt8(ascii: "}")):
            return .end
        case (.memberOrEnd, UInt8(ascii: "\"")), (.member, UInt8(ascii: "\"")):
            key.removeAll(keepingCapacity: true)
            state = .key
        case (.colon, UInt8(ascii: ":")):
            state = .value
        case (.separator, UInt8(ascii: ",")):
            state = .member
        case (.value, _):
            return try passValue(byte, at: offset)
        default:
            throw ClipSyntaxError(
                offset: offset,
                message: "is not JSON: \(expectation) is expected, not \(shown(byte))")
        }
        return .more
    }

    private mutating func passValue(
        _ byte: UInt8, at offset: Int
    ) throws(ClipSyntaxError) -> Outcome {
        let member = ClipMembers(key: key)
        if member == .frames {
            if seen.contains(.frames) {
                throw ClipSyntaxError(
                    offset: offset, message: "has \"frames\" twice; join the two lists")
            }
            guard byte == UInt8(ascii: "[") else {
                throw ClipSyntaxError(
                    offset: offset, message: "\"frames\" must be a list, not \(shown(byte))…")
            }
            seen.insert(.frames)
            return .frames
        }
        seen.formUnion(member)
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            scan = csimdjson_scan()
            state = .container
        case UInt8(ascii: "\""): state = .string
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"):
            throw ClipSyntaxError(
                offset: offset, message: "is not JSON: a value is expected, not \(shown(byte))")
        default: state = .scalar
        }
        return .more
    }

    private var expectation: String {
        switch state {
        case .memberOrEnd: "a key in quotes or }"
        case .member: "a key in quotes"
        case .colon: "a colon"
        default: "a comma or }"
        }
    }
}
