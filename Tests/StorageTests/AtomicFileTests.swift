import Fixtures
import Foundation
import Storage
import Testing

@Suite struct AtomicFileTests {
    @Test func committedFileHasTheBytesAndNothingElseIsLeft() throws {
        let folder = try TemporaryFolder()
        let file = try AtomicFile(path: folder.file("a.txt"))
        try file.write([1, 2])
        try file.write([3])
        #expect(folder.bytes("a.txt") == nil)
        try file.commit()
        #expect(folder.bytes("a.txt") == [1, 2, 3])
        #expect(folder.names() == ["a.txt"])
    }

    @Test func droppedFileLeavesTheOlderOneAsItWas() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([9], "a.txt")
        func abandon() throws {
            let file = try AtomicFile(path: path)
            try file.write([1, 2])
        }
        try abandon()
        #expect(folder.bytes("a.txt") == [9])
        #expect(folder.names() == ["a.txt"])
    }

    @Test func commitReplacesTheOlderFile() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([9, 9, 9], "a.txt")
        let file = try AtomicFile(path: path)
        try file.write([1])
        try file.commit()
        #expect(folder.bytes("a.txt") == [1])
    }

    @Test func directoryInItsPlaceIsRefused() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: StorageError.self) { _ = try AtomicFile(path: folder.path) }
        #expect(error?.kind == .cannotCreate)
        #expect(error?.message.contains("directory") == true)
    }

    @Test func missingFolderIsNamed() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("missing/a.txt")
        let error = #expect(throws: StorageError.self) { _ = try AtomicFile(path: path) }
        #expect(error?.kind == .cannotCreate)
        #expect(error?.path == path)
        #expect(error?.message.contains("no such file or directory") == true)
    }

    @Test func placeTakenByADirectoryMeanwhileFailsAndCleansUp() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a")
        let file = try AtomicFile(path: path)
        try file.write([1])
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        var failure: StorageError?
        do throws(StorageError) { try file.commit() } catch { failure = error }
        #expect(failure?.kind == .cannotCreate)
        #expect(folder.names() == ["a"])
    }
}
