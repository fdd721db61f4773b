import Storage

/// A stream, the window on it and the splitter: hands out a clip's texts one by one.
struct ClipReader: ~Copyable {
    private var stream: ByteStream
    private var window = ByteWindow()
    private var splitter = ClipSplitter()
    private var isAtEnd = false

    init(_ stream: consuming ByteStream) {
        self.stream = stream
    }

    var name: String { stream.name }

    /// Whether the clip can be read a second time.
    var isRewindable: Bool { stream.isRewindable }

    /// Frames handed out so far.
    var frameCount: Int { splitter.frameCount }

    /// Waits for the next piece of the clip; never answers `more`.
    ///
    /// - Throws: `badData` where the bytes cannot be a clip, `inputOutput` when reading fails.
    mutating func next() throws(MotionError) -> ClipSplitter.Event {
        while true {
            let event: ClipSplitter.Event
            do {
                event = try splitter.next(in: window, isAtEnd: isAtEnd)
            } catch {
                throw MotionError(.badData, source: name, place: place(error.offset), error.message)
            }
            if event != .more { return event }
            do {
                isAtEnd = try !window.fill(from: &stream, keeping: splitter.firstNeeded)
            } catch {
                throw MotionError(error, source: name, place: place(nil))
            }
        }
    }

    /// The text of an event; valid until the next call of `next`.
    func text(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        window.bytes(range)
    }

    /// Where the frame handed out last stands, for errors: "frame 12 at byte 34567".
    func framePlace(_ range: Range<Int>, offset: Int) -> String {
        let index = splitter.frameCount - 1
        return if let line = splitter.frameLine {
            "frame \(index) on line \(line)"
        } else {
            "frame \(index) at byte \(range.lowerBound + offset)"
        }
    }

    /// Where reading stands when what comes next is not a frame: the number of a frame that was
    /// due, and the byte.
    private func place(_ offset: Int?) -> String {
        let byte = offset.map { "byte \($0)" } ?? ""
        let frame = splitter.isAmongFrames ? "frame \(splitter.frameCount)" : ""
        return frame.isEmpty || byte.isEmpty ? frame + byte : "\(frame) at \(byte)"
    }

    /// Goes back to the clip's start.
    mutating func rewind() throws(MotionError) {
        do {
            try stream.rewind()
        } catch {
            throw MotionError(error, source: name)
        }
        window.reset()
        splitter = ClipSplitter()
        isAtEnd = false
    }
}

extension MotionError {
    /// An error of reading or writing, as one of motion.
    init(_ error: StorageError, source: String, place: String = "") {
        let kind: Kind =
            switch error.kind {
            case .noInput: .noInput
            case .badData: .badData
            case .cannotCreate: .cannotCreate
            case .inputOutput: .inputOutput
            }
        self.init(kind, source: source, place: place, error.message)
    }
}
