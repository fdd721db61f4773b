import ModelBuilding
import Testing

@testable import Inference

@Suite struct ModelArchiveTests {
    private let before = [UInt8](repeating: 7, count: 1000)

    private func content(_ bytes: [UInt8], _ name: String) throws -> [UInt8]? {
        let owned = OwnedBytes(byteCount: bytes.count)
        owned.mutableBytes.copyBytes(from: bytes)
        let file = SharedBytes(bytes: UnsafeRawBufferPointer(owned.mutableBytes), owner: owned)
        return try ModelArchive(file).content(name)
    }

    /// "cat", "dog" and 20 more lines "dog", deflated by Python's zipfile.
    private let deflated: [UInt8] = [
        80, 75, 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 33, 80, 134, 248, 23, 133, 13, 0, 0, 0, 90, 0, 0, 0,
        5, 0, 0, 0, 108, 46, 116, 120, 116, 75, 78, 44, 225, 229, 74, 201, 79, 7, 19, 84, 197, 0,
        80, 75, 1, 2, 20, 3, 20, 0, 0, 0, 8, 0, 0, 0, 33, 80, 134, 248, 23, 133, 13, 0, 0, 0, 90,
        0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 1, 0, 0, 0, 0, 108, 46, 116, 120, 116, 80,
        75, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 51, 0, 0, 0, 48, 0, 0, 0, 0, 0,
    ]

    @Test func deflatedFiles() throws {
        let expected = Array("cat\r\ndog\r\n".utf8) + (0..<20).flatMap { _ in Array("dog\n".utf8) }
        #expect(try content(deflated, "l.txt") == expected)
        #expect(try content(before + deflated, "l.txt") == expected)
        #expect(try content(before + deflated, "m.txt") == nil)
    }

    @Test(arguments: [0, 1000]) func storedFilesByEitherWayOfCounting(start: Int) throws {
        let long = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 * 7 >> 3) }
        let archive = ArchiveBuilder.bytes(
            [("empty", []), ("a", [1, 2, 3]), ("long", long)], start: start)
        #expect(try content(before + archive, "a") == [1, 2, 3])
        #expect(try content(before + archive, "empty") == [])
        #expect(try content(before + archive, "long") == long)
    }

    @Test func filesWithoutAnArchive() throws {
        #expect(try content(before, "a") == nil)
        #expect(try content([], "a") == nil)
        // A mark that is not the end of an archive.
        #expect(try content(before + [0x50, 0x4B, 5, 6] + before, "a") == nil)
    }

    @Test func checksumsAreVerified() {
        var archive = ArchiveBuilder.bytes([("a", [1, 2, 3])])
        archive[31] ^= 1
        let error = #expect(throws: InferenceError.self) { try content(archive, "a") }
        #expect(error?.kind == .badMetadata)
        // The directory's flags (encryption), method, checksum, and both sizes.
        for (index, value) in [(56, 1), (58, 99), (64, 0), (68, 12), (72, 89)] as [(Int, UInt8)] {
            var damaged = deflated
            damaged[index] = value
            #expect(throws: InferenceError.self) { try content(damaged, "l.txt") }
        }
    }

    @Test func damageIsAnErrorAtMost() {
        for count in deflated.indices { _ = try? content(Array(deflated[count...]), "l.txt") }
        for index in deflated.indices {
            for value in stride(from: UInt8.min, through: .max, by: 51) {
                var damaged = deflated
                damaged[index] = value
                _ = try? content(before + damaged, "l.txt")
                _ = try? content(damaged, "l.txt")
            }
        }
    }
}
