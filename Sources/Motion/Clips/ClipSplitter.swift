import CSimdJSON
import Glibc

/// Cuts the bytes of a clip into its header and its frames, without understanding a frame.
///
/// It takes bytes as they arrive, in pieces of any size, and remembers where it stands. A clip is
/// one object with a list "frames", or an object a line; the members of the first object tell.
struct ClipSplitter {
    /// What was found in the bytes. Ranges are positions in the stream, good until the next call.
    enum Event: Equatable {
        /// Nothing complete: more bytes must arrive.
        case more
        /// An object with members of the header: `{…}`, or `{…"frames":[` cut off there.
        case header(Range<Int>, isCut: Bool)
        case frame(Range<Int>)
        /// What stands behind the list of frames: `,…}` or `}`.
        case tail(Range<Int>)
        case end
    }

    private enum State {
        case start, firstObject
        case elementOrEnd, element, insideElement, afterElement, tail, trailing
        case restOfLine, lineStart, line
    }

    /// No frame is larger; the limit keeps a damaged clip from filling the memory.
    static let objectLimit = 16 << 20

    private var state = State.start
    private var members = MemberScanner.atFirstMember
    private var scan = csimdjson_scan()
    /// The next byte to look at.
    private var position = 0
    /// Where the current object, frame or tail began.
    private var objectStart = 0
    private var objectLine = 1
    /// Line breaks passed so far.
    private var breaks = 0

    /// Frames found so far.
    private(set) var frameCount = 0
    /// The line of the frame found last, from 1, in a clip that has one a line.
    private(set) var frameLine: Int?

    /// The first byte that is still needed.
    var firstNeeded: Int {
        switch state {
        case .firstObject, .insideElement, .line, .tail: objectStart
        default: position
        }
    }

    /// Whether a frame comes next or has begun.
    var isAmongFrames: Bool {
        switch state {
        case .elementOrEnd, .element, .insideElement, .afterElement, .line: true
        default: false
        }
    }

    /// The next piece of the clip.
    ///
    /// - Parameter isAtEnd: whether no bytes follow those in the window.
    mutating func next(
        in window: borrowing ByteWindow, isAtEnd: Bool
    ) throws(ClipSyntaxError) -> Event {
        let base = position
        let bytes = window.bytes(base..<window.end)
        var index = 0
        while index < bytes.count {
            let event = try step(bytes, &index, base)
            position = base + index
            if event != .more { return event }
        }
        if isAtEnd { return try finish() }
        if position - firstNeeded > Self.objectLimit {
            throw ClipSyntaxError(
                offset: firstNeeded,
                message: "is larger than \(Self.objectLimit >> 20) MiB; is this a clip?")
        }
        return .more
    }

    /// Takes at least one byte.
    private mutating func step(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ base: Int
    ) throws(ClipSyntaxError) -> Event {
        switch state {
        case .firstObject:
            let start = index
            let outcome = try members.advance(over: bytes, from: &index, base: base)
            breaks += bytes[start..<index].count { $0 == newline }
            switch outcome {
            case .more: return .more
            case .frames:
                state = .elementOrEnd
                return .header(objectStart..<base + index, isCut: true)
            case .end: return try finishFirstObject(at: base + index)
            }
        case .tail:
            guard try members.advance(over: bytes, from: &index, base: base) == .end else {
                return .more
            }
            state = .trailing
            return .tail(objectStart..<base + index)
        case .insideElement:
            index += csimdjson_scan_value(
                &scan, bytes.baseAddress.map { $0 + index }, bytes.count - index)
            if scan.is_too_deep { throw .tooDeep(base + index) }
            guard scan.depth == 0 else { return .more }
            state = .afterElement
            return countFrame(to: base + index)
        case .line:
            guard let end = endOfLine(bytes, from: index) else {
                index = bytes.count
                return .more
            }
            index = end
            state = .restOfLine
            frameLine = objectLine
            return countFrame(to: base + index)
        default:
            let byte = bytes[index]
            if !isSpace(byte) {
                try begin(with: byte, at: base + index)
            } else if byte == newline {
                breaks += 1
                if state == .restOfLine { state = .lineStart }
            }
            // An element's bracket is its scan's first byte.
            if state != .insideElement { index += 1 }
            return .more
        }
    }

    /// Takes the first byte of something new.
    private mutating func begin(with byte: UInt8, at offset: Int) throws(ClipSyntaxError) {
        switch (state, byte) {
        case (.start, UInt8(ascii: "{")):
            start(.firstObject, at: offset)
            members = .atFirstMember
        case (.start, _):
            // Some programs put a mark of UTF-8 before their text.
            let mark: [UInt8] = [0xef, 0xbb, 0xbf]
            if offset < mark.count, byte == mark[offset] { return }
            throw ClipSyntaxError(
                offset: offset, message: "begins with \(shown(byte)); \(Self.expectation)")
        case (.elementOrEnd, UInt8(ascii: "{")), (.element, UInt8(ascii: "{")):
            start(.insideElement, at: offset)
            scan = csimdjson_scan()
        case (.elementOrEnd, UInt8(ascii: "]")), (.afterElement, UInt8(ascii: "]")):
            start(.tail, at: offset + 1)
            members = .behindFrames
        case (.elementOrEnd, _), (.element, _):
            throw ClipSyntaxError(
                offset: offset,
                message: "a frame must be an object in braces, not \(shown(byte))…")
        case (.afterElement, UInt8(ascii: ",")):
            state = .element
        case (.afterElement, _):
            throw ClipSyntaxError(
                offset: offset,
                message: "is not JSON: a comma or ] is expected, not \(shown(byte))")
        case (.lineStart, _):
            start(.line, at: offset)
        case (.restOfLine, _):
            throw ClipSyntaxError(
                offset: offset, message: "more follows on the line; write one object a line")
        default:
            throw ClipSyntaxError(
                offset: offset, message: "more follows behind the clip's end; remove it")
        }
    }

    private mutating func start(_ next: State, at offset: Int) {
        state = next
        objectStart = offset
        objectLine = breaks + 1
    }

    private mutating func countFrame(to end: Int) -> Event {
        frameCount += 1
        return .frame(objectStart..<end)
    }

    private mutating func finishFirstObject(at end: Int) throws(ClipSyntaxError) -> Event {
        state = .restOfLine
        if members.seen.contains(.frame) {
            frameLine = objectLine
            return countFrame(to: end)
        }
        // A version alone is no clip's: other formats have one too.
        guard !members.seen.isDisjoint(with: [.format, .settings]) else {
            throw ClipSyntaxError(
                offset: objectStart, message: "is JSON, but not a clip; \(Self.expectation)")
        }
        return .header(objectStart..<end, isCut: false)
    }

    private mutating func finish() throws(ClipSyntaxError) -> Event {
        switch state {
        case .start:
            throw ClipSyntaxError(offset: nil, message: "is empty; \(Self.expectation)")
        case .line:
            state = .lineStart
            frameLine = objectLine
            return countFrame(to: position)
        case .trailing, .restOfLine, .lineStart:
            if frameCount > 0 { return .end }
            throw ClipSyntaxError(
                offset: nil, message: "holds no frames; a clip needs at least one")
        default:
            throw ClipSyntaxError(
                offset: position,
                message: "is cut short: the text breaks off; export or copy the clip again")
        }
    }

    private static let expectation = """
        expected is a clip {"format":"pose-animator-clip",…,"frames":[…]} or one frame object a line
        """
}

/// By memchr, which compares many bytes at a time.
private func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Int? {
    guard let base = UnsafeRawPointer(bytes.baseAddress),
        let found = memchr(base + index, Int32(newline), bytes.count - index)
    else { return nil }
    return UnsafeRawPointer(found) - base
}

private let newline = UInt8(ascii: "\n")
