import Fixtures
import Foundation
import Glibc
import Storage
import Testing

@Suite struct ByteStreamTests {
    static let text = Array("some words to be read\n".utf8)

    /// Reads to the end by buffers of `size` bytes.
    static func readAll(_ stream: inout ByteStream, size: Int = 7) throws -> [UInt8] {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        defer { room.deallocate() }
        var bytes: [UInt8] = []
        while true {
            let count = try stream.read(into: room)
            if count == 0 { return bytes }
            bytes += room[..<count]
        }
    }

    @Test func plainAndPackedFilesGiveTheSameBytesTwice() throws {
        let folder = try TemporaryFolder()
        for bytes in [Self.text, try GzipTests.packed(Self.text)] {
            var stream = try ByteStream(path: try folder.write(bytes, "file"))
            let isRewindable = stream.isRewindable
            #expect(isRewindable)
            #expect(try Self.readAll(&stream) == Self.text)
            try stream.rewind()
            #expect(try Self.readAll(&stream) == Self.text)
        }
    }

    @Test(arguments: [1, 2, 3, 1000], [1, 5, 1 << 16])
    func piecesOfAnySizeGiveTheSameBytes(piece: Int, room: Int) throws {
        let long = Array(GzipTests.text.prefix(30_000))
        let packed = try GzipTests.packed(long)
        for (bytes, expected) in [(packed, long), (Self.text, Self.text)] {
            var stream = ByteStream(bytes: bytes, name: "memory", pieceLimit: piece)
            #expect(try Self.readAll(&stream, size: room) == expected)
        }
    }

    @Test(arguments: [[], [0x1f], [0x1f, 0x1f], [0x8b, 0x1f]] as [[UInt8]])
    func bytesThatOnlyBeginLikeGzipArePlain(bytes: [UInt8]) throws {
        var stream = ByteStream(bytes: bytes, name: "memory", pieceLimit: 1)
        #expect(try Self.readAll(&stream) == bytes)
    }

    @Test func whatComesBeforeTheDamageIsHandedOut() throws {
        let packed = try GzipTests.packed(GzipTests.text)
        var stream = ByteStream(bytes: Array(packed.dropLast(20)), name: "cut.gz")
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { room.deallocate() }
        var bytes: [UInt8] = []
        var failure: StorageError?
        while failure == nil {
            do throws(StorageError) {
                bytes += room[..<(try stream.read(into: room))]
            } catch {
                failure = error
            }
        }
        #expect(bytes.count > GzipTests.text.count / 2)
        #expect(bytes.elementsEqual(GzipTests.text.prefix(bytes.count)))
        #expect(failure?.description == "cut.gz: is cut short: the gzip data breaks off")
    }

    @Test(.timeLimit(.minutes(1)))
    func pipeHandsOutWhatHasBeenWritten() throws {
        for isBlocking in [true, false] {
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            defer { close(ends[0]) }
            if !isBlocking { _ = fcntl(ends[0], F_SETFL, O_NONBLOCK) }
            var stream = ByteStream(descriptor: ends[0], name: "pipe")
            let isRewindable = stream.isRewindable
            #expect(!isRewindable)
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
            defer { room.deallocate() }
            for word in ["one", "two"] {
                _ = Glibc.write(ends[1], word, 3)
                #expect(try stream.read(into: room) == 3)
                #expect(room[..<3].elementsEqual(word.utf8))
            }
            // A late writer is waited for, even on a pipe that does not block.
            let writer = Thread { [end = ends[1]] in
                usleep(20_000)
                _ = Glibc.write(end, "end", 3)
                close(end)
            }
            writer.start()
            #expect(try stream.read(into: room) == 3)
            #expect(try stream.read(into: room) == 0)
            #expect(throws: StorageError.self) { try stream.rewind() }
        }
    }

    @Test func missingFileAndDirectoryAreNamed() throws {
        let folder = try TemporaryFolder()
        for path in [folder.file("missing"), folder.path] {
            let error = #expect(throws: StorageError.self) { _ = try ByteStream(path: path) }
            #expect(error?.kind == .noInput)
            #expect(error?.path == path)
        }
    }

    @Test func failingReadIsAnInputOutputError() throws {
        // The process's own memory has nothing at address 0.
        var stream = try ByteStream(path: "/proc/self/mem")
        var failure: StorageError?
        do { _ = try Self.readAll(&stream) } catch { failure = error as? StorageError }
        #expect(failure?.kind == .inputOutput)
        #expect(failure?.message.hasPrefix("cannot read: ") == true)
    }
}
