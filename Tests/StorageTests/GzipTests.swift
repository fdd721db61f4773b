import Storage
import Testing

@Suite struct GzipTests {
    /// Text that packs well, long enough to pass several buffers.
    static let text = (0..<40_000).flatMap { Array("line \($0 % 977)\n".utf8) }

    static func packed(_ bytes: [UInt8], pieces: Int = 1, level: Int = 6) throws -> [UInt8] {
        var writer = GzipWriter(path: "test", level: level)
        var output: [UInt8] = []
        let size = max(bytes.count / pieces, 1)
        for start in stride(from: 0, to: bytes.count, by: size) {
            try writer.compress(
                Array(bytes[start..<min(start + size, bytes.count)]), into: &output)
        }
        try writer.finish(into: &output)
        return output
    }

    @Test(arguments: [0, 1, 100, 399_999])
    func roundTrip(count: Int) throws {
        let bytes = Array(Self.text.prefix(count))
        let packed = try Self.packed(bytes)
        #expect(Gzip.isCompressed(packed))
        #expect(try Gzip.decompress(packed, path: "test", limit: 1 << 24) == bytes)
    }

    @Test(arguments: [-3, 1, 9, 12])
    func anyLevelRoundTrips(level: Int) throws {
        let packed = try Self.packed(Self.text, level: level)
        #expect(packed.count < Self.text.count / 2)
        #expect(try Gzip.decompress(packed, path: "test", limit: 1 << 24) == Self.text)
    }

    @Test func sameBytesGiveTheSameFileWithoutATime() throws {
        let packed = try Self.packed(Self.text)
        #expect(packed == (try Self.packed(Self.text)))
        // RFC 1952, 2.3: flags at 3, the time at 4...7.
        #expect(Array(packed[3..<8]) == [0, 0, 0, 0, 0])
    }

    @Test func anOutsidersFileUnpacks() throws {
        // printf 'pose\n' | gzip -n
        let file: [UInt8] = [
            0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x2b, 0xc8, 0x2f, 0x4e, 0xe5, 2, 0,
            0x72, 0x50, 0x5d, 0xf2, 5, 0, 0, 0,
        ]
        #expect(try Gzip.decompress(file, path: "test", limit: 100) == Array("pose\n".utf8))
    }

    @Test func membersFollowOneAnother() throws {
        let two = try Self.packed([1, 2, 3]) + Self.packed([4, 5])
        #expect(try Gzip.decompress(two, path: "test", limit: 100) == [1, 2, 3, 4, 5])
    }

    @Test func everyCutIsNoticed() throws {
        let packed = try Self.packed(Array("a few words, said twice, said twice".utf8))
        for count in 1..<packed.count {
            let error = #expect(throws: StorageError.self) {
                try Gzip.decompress(Array(packed.prefix(count)), path: "test", limit: 1 << 20)
            }
            #expect(error?.kind == .badData)
            #expect(error?.message.contains("cut short") == true)
        }
    }

    @Test func damageIsNoticedAtEveryByteThatCounts() throws {
        let packed = try Self.packed(Array(Self.text.prefix(20_000)))
        for index in stride(from: 10, to: packed.count, by: 97) {
            var damaged = packed
            damaged[index] ^= 0x55
            let error = #expect(throws: StorageError.self) {
                try Gzip.decompress(damaged, path: "test", limit: 1 << 24)
            }
            #expect(error?.kind == .badData)
        }
    }

    @Test func bombIsDefused() throws {
        let packed = try Self.packed([UInt8](repeating: 0, count: 20 << 20))
        #expect(packed.count < 1 << 15)
        let error = #expect(throws: StorageError.self) {
            try Gzip.decompress(packed, path: "bomb", limit: 1 << 20)
        }
        #expect(error?.message.contains("1 MiB") == true)
    }

    @Test func readerNeverWritesMoreThanTheRoomGiven() throws {
        let packed = try Self.packed(Self.text)
        var reader = GzipReader(path: "test")
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 1)
        defer { room.deallocate() }
        var unpacked: [UInt8] = []
        try packed.withUnsafeBytes { source in
            var rest = source[...]
            while true {
                let progress = try reader.decompress(
                    UnsafeRawBufferPointer(rebasing: rest), into: room)
                unpacked += room[..<progress.written]
                rest = rest.dropFirst(progress.read)
                if progress.written < room.count { break }
            }
        }
        try reader.finish()
        #expect(unpacked == Self.text)
    }
}
