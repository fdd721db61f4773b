import Fixtures
import Foundation
import Glibc
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

    /// A device is written to, never replaced.
    @Test func devicesAreWrittenInPlace() throws {
        let nothing = try AtomicFile(path: "/dev/null")
        try nothing.write([1, 2, 3])
        try nothing.commit()
        var status = stat()
        #expect(stat("/dev/null", &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFCHR)

        let full = try AtomicFile(path: "/dev/full")
        let error = #expect(throws: StorageError.self) { try full.write([1]) }
        #expect(error?.kind == .inputOutput)
        #expect(stat("/dev/full", &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFCHR)
    }

    /// A link stays a link; the file it names is replaced.
    @Test func linksAreFollowed() throws {
        let folder = try TemporaryFolder()
        try folder.write("old".utf8, "file")
        #expect(symlink("file", folder.file("link")) == 0)
        let file = try AtomicFile(path: folder.file("link"))
        try file.write(Array("new".utf8))
        try file.commit()
        #expect(folder.bytes("file") == Array("new".utf8))
        var status = stat()
        #expect(lstat(folder.file("link"), &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFLNK)
        #expect(folder.names() == ["file", "link"])
    }

    /// A process that was killed leaves its half behind; those at work keep theirs.
    @Test func abandonedHalvesAreRemoved() throws {
        let folder = try TemporaryFolder()
        let host = HostName.current
        // The first process never ends; no process has the highest number.
        let kept = [".a.png.part-\(host)-1", ".b.part-elsewhere-4194303", "c.part-\(host)-4194303"]
        for name in kept + [".a.png.part-\(host)-4194303", ".x.part-y.part-\(host)-4194303"] {
            try folder.write("half".utf8, name)
        }
        AtomicFile.removeAbandoned(in: folder.path)
        #expect(folder.names() == kept.sorted())
        AtomicFile.removeAbandoned(in: folder.file("nowhere"))
    }
}
