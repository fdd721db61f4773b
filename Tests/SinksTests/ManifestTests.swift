import Fixtures
import Foundation
import Sinks
import Storage
import Testing

@Suite struct ManifestTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file("manifest.ndjson") }

    init() throws { folder = try TemporaryFolder() }

    private func manifest(_ engine: String = "1") throws -> Manifest {
        try Manifest(
            path: path,
            origin: Manifest.Origin(
                engine: engine, arguments: ["--size", "4x4"], inputs: [("a.svg", "00")]))
    }

    private func record(_ name: String, _ manifest: Manifest) throws {
        let file = try folder.write(name.utf8, name)
        try manifest.record(name, sha256: FileHash.sha256(of: file))
    }

    @Test func finishedFilesAreKnownAgain() throws {
        let first = try manifest()
        try record("one", first)
        try record("two", first)
        let again = try manifest()
        #expect(again.isFinished("one", at: folder.file("one")))
        #expect(again.isFinished("two", at: folder.file("two")))
        #expect(!again.isFinished("three", at: folder.file("three")))
    }

    @Test func fileThatChangedOrWentDoesNotCount() throws {
        let first = try manifest()
        for name in ["one", "two"] { try record(name, first) }
        try folder.write("changed".utf8, "one")
        try FileManager.default.removeItem(atPath: folder.file("two"))
        let again = try manifest()
        for name in ["one", "two"] { #expect(!again.isFinished(name, at: folder.file(name))) }
    }

    /// One thread asks for what is there while another one tells what has come.
    @Test func threadsMayAskAndTellAtOnce() throws {
        let manifest = try manifest()
        let file = try folder.write("one".utf8, "one")
        let hash = try FileHash.sha256(of: file)
        DispatchQueue.concurrentPerform(iterations: 8) { worker in
            for number in 0..<200 {
                _ = manifest.isFinished("\(worker ^ 1)-\(number)", at: file)
                try? manifest.record("\(worker)-\(number)", sha256: hash)
            }
        }
        let again = try self.manifest()
        for worker in 0..<8 {
            #expect((0..<200).allSatisfy { again.isFinished("\(worker)-\($0)", at: file) })
        }
    }

    @Test func otherOriginBeginsAnew() throws {
        try record("one", try manifest())
        let other = try manifest("2")
        #expect(!other.isFinished("one", at: folder.file("one")))
        #expect(try manifest("2").isFinished("one", at: folder.file("one")) == false)
    }

    /// However a run was killed while it wrote, what is behind the last whole line is forgotten.
    @Test func halfALineIsNotBelieved() throws {
        let first = try manifest()
        for name in ["one", "two"] { try record(name, first) }
        let whole = try #require(folder.bytes("manifest.ndjson"))
        let header = whole.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let lengths =
            Array(stride(from: 0, to: whole.count, by: 41))
            + [header - 1, header, header + 1, whole.count - 1, whole.count]
        for length in lengths {
            try folder.write(whole[..<length], "manifest.ndjson")
            let again = try manifest()
            let lines = length < header ? 0 : whole[header..<length].count { $0 == 10 }
            #expect(again.isFinished("one", at: folder.file("one")) == (lines > 0))
            #expect(again.isFinished("two", at: folder.file("two")) == (lines > 1))
            try record("three", again)
            let third = try manifest()
            #expect(third.isFinished("three", at: folder.file("three")))
            #expect(third.isFinished("one", at: folder.file("one")) == (lines > 0))
        }
    }
}
