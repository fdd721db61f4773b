import Glibc

/// Bytes read in order from a file, standard input or memory, unpacked when they are gzip.
///
/// A read returns as soon as anything is there: what a live program has written to a pipe comes
/// out at once. Memory use does not depend on the length.
public struct ByteStream: ~Copyable {
    /// The path, "standard input", or the name given; stands in errors.
    public let name: String
    private let descriptor: Int32
    private let isOwned: Bool
    /// Where reading began in a file that can be read again; nil for a pipe.
    private let origin: off_t?
    /// The data itself when it lies in memory, and how much of it has been read.
    private let memory: [UInt8]
    private var memoryOffset = 0
    /// At most so many bytes a read.
    private let pieceLimit: Int

    /// Unpacked bytes that come before those still to be read.
    private var returned: ArraySlice<UInt8> = []

    private var form = Form.unknown
    private var unpacker: GzipReader
    /// Bytes read and not yet handed out: packed data, or the first ones, looked at to know.
    private let staging: UnsafeMutableRawBufferPointer
    private var staged = 0..<0
    /// The unpacker filled the last buffer and may hold more.
    private var mayHoldMore = false

    private enum Form { case unknown, plain, packed }

    /// Opens a file; `-` is standard input.
    ///
    /// - Throws: `noInput` when the file is missing, not readable or a directory.
    public init(path: String) throws(StorageError) {
        let isStandardInput = path == "-"
        let descriptor = isStandardInput ? STDIN_FILENO : try InputFile.open(path)
        self.init(
            descriptor: descriptor, owned: !isStandardInput,
            name: isStandardInput ? "standard input" : path)
    }

    /// Reads from a descriptor that stays the caller's.
    public init(descriptor: Int32, name: String) {
        self.init(descriptor: descriptor, owned: false, name: name)
    }

    /// Reads from memory, at most `pieceLimit` bytes at a time.
    public init(bytes: [UInt8], name: String, pieceLimit: Int = .max) {
        self.name = name
        descriptor = -1
        isOwned = false
        origin = 0
        memory = bytes
        self.pieceLimit = max(pieceLimit, 1)
        unpacker = GzipReader(path: name)
        staging = Self.makeStaging()
    }

    private init(descriptor: Int32, owned: Bool, name: String) {
        self.name = name
        self.descriptor = descriptor
        isOwned = owned
        memory = []
        pieceLimit = .max
        unpacker = GzipReader(path: name)
        staging = Self.makeStaging()
        var status = stat()
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        let position = isFile ? lseek(descriptor, 0, SEEK_CUR) : -1
        origin = position >= 0 ? position : nil
    }

    private static func makeStaging() -> UnsafeMutableRawBufferPointer {
        .allocate(byteCount: 1 << 16, alignment: 1)
    }

    deinit {
        staging.deallocate()
        if isOwned { close(descriptor) }
    }

    /// Whether the bytes can be read a second time: true of files and memory.
    public var isRewindable: Bool { origin != nil }

    /// Goes back to where reading began.
    ///
    /// - Throws: `inputOutput` when the bytes come from a pipe.
    public mutating func rewind() throws(StorageError) {
        guard let origin, descriptor < 0 || lseek(descriptor, origin, SEEK_SET) == origin else {
            throw StorageError(.inputOutput, path: name, "cannot be read a second time")
        }
        memoryOffset = 0
        returned = []
        form = .unknown
        unpacker = GzipReader(path: name)
        staged = 0..<0
        mayHoldMore = false
    }

    /// Gives back bytes that were read, so that they come again.
    public mutating func putBack(_ bytes: [UInt8]) {
        returned = bytes[...] + returned
    }

    /// Reads into the front of `buffer`, waiting until at least one byte is there.
    ///
    /// - Returns: how many bytes came; 0 at the end.
    /// - Throws: `inputOutput` when reading fails, `badData` when gzip data is damaged or cut short.
    public mutating func read(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(StorageError) -> Int {
        if !returned.isEmpty {
            let taken = returned.prefix(buffer.count)
            buffer.copyBytes(from: taken)
            returned = returned.dropFirst(taken.count)
            return taken.count
        }
        if form == .unknown { try recognize() }
        if form == .plain {
            return staged.isEmpty ? try readRaw(into: buffer) : takeStaged(into: buffer)
        }
        while true {
            if staged.isEmpty, !mayHoldMore {
                staged = 0..<(try readRaw(into: staging))
                if staged.isEmpty {
                    try unpacker.finish()
                    return 0
                }
            }
            let progress = try unpacker.decompress(
                UnsafeRawBufferPointer(rebasing: staging[staged]), into: buffer)
            staged = (staged.lowerBound + progress.read)..<staged.upperBound
            mayHoldMore = progress.written == buffer.count
            if progress.written > 0 { return progress.written }
        }
    }

    /// Looks at the first bytes for gzip's mark (RFC 1952, 2.3.1), waiting for no more of them
    /// than it needs.
    private mutating func recognize() throws(StorageError) {
        let mark: [UInt8] = [0x1f, 0x8b]
        while staged.count < mark.count, mark.starts(with: staging[staged]) {
            let room = UnsafeMutableRawBufferPointer(rebasing: staging[staged.upperBound...])
            let count = try readRaw(into: room)
            if count == 0 { break }
            staged = 0..<(staged.upperBound + count)
        }
        form = staging[staged].starts(with: mark) ? .packed : .plain
    }

    private mutating func takeStaged(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let taken = staging[staged].prefix(buffer.count)
        buffer.copyBytes(from: taken)
        staged = taken.endIndex..<staged.upperBound
        return taken.count
    }

    private mutating func readRaw(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(StorageError) -> Int {
        guard descriptor >= 0 else {
            let count = min(buffer.count, pieceLimit, memory.count - memoryOffset)
            buffer.copyBytes(from: memory[memoryOffset..<memoryOffset + count])
            memoryOffset += count
            return count
        }
        while true {
            try waitForInput()
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            // Whoever started us may have left the pipe non-blocking.
            guard errno == EINTR || errno == EAGAIN else {
                throw StorageError(
                    .inputOutput, path: name, "cannot read: \(StorageError.reason())")
            }
        }
    }

    /// Waits until there is something to read, the end included, looking up now and then for
    /// whether to go on: a signal that comes just before a blocking read would not end it.
    private func waitForInput() throws(StorageError) {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&waiting, 1, 100) <= 0 {
            if InputInterruption.isRequested {
                throw StorageError(.inputOutput, path: name, "reading was interrupted")
            }
        }
    }
}
