import Fixtures
import Foundation
import Pixels
import Rendering
import Sinks
import Storage
import Testing

@Suite struct PNGSinkTests {
    private let folder: TemporaryFolder
    private let picture: PixelBuffer

    init() throws {
        folder = try TemporaryFolder()
        picture = PixelBuffer(width: 4, height: 4)
        picture[1, 2] = Pixel(255, 0, 0, 255)
    }

    @Test func sequenceNumbersItsFiles() throws {
        var sink = try PNGSequenceSink(directory: folder.path + "/a/b/c/")
        for index in [0, 7, 1_234_567] { try sink.write(picture, index: index) }
        sink.finish()
        #expect(
            folder.names(in: "a/b/c") == [
                "frame_000000.png", "frame_000007.png", "frame_1234567.png",
            ])
        let decoded = try DecodedPNG(#require(folder.bytes("a/b/c/frame_000007.png")))
        #expect(decoded[1, 2] == [255, 0, 0, 255])
        #expect(sink.path(ofFrame: 7) == folder.path + "/a/b/c/frame_000007.png")
    }

    @Test func sequenceLeavesOtherFilesAlone() throws {
        try folder.write("older".utf8, "frame_000001.png")
        try folder.write("older".utf8, "frame_000002.png")
        var sink = try PNGSequenceSink(directory: folder.path)
        try sink.write(picture, index: 1)
        sink.finish()
        #expect(folder.names() == ["frame_000001.png", "frame_000002.png"])
        #expect(try #require(folder.bytes("frame_000002.png")) == Array("older".utf8))
        #expect(try DecodedPNG(#require(folder.bytes("frame_000001.png"))).width == 4)
    }

    @Test(arguments: ["file", "file/below", "/dev/null/below", "/proc/nowhere/at/all", ""])
    func folderThatCannotBe(path: String) throws {
        try folder.write("".utf8, "file")
        let path = path.hasPrefix("file") ? folder.path + "/" + path : path
        let error = #expect(throws: StorageError.self) {
            _ = try PNGSequenceSink(directory: path)
        }
        #expect(error?.kind == .cannotCreate)
    }

    /// A picture that cannot be encoded leaves neither a file nor a part of one.
    @Test func failureLeavesTheOlderFile() throws {
        try folder.write("older".utf8, "frame_000001.png")
        var sink = try PNGSequenceSink(directory: folder.path)
        #expect(throws: RenderingError.self) {
            try sink.write(PixelBuffer(width: 0, height: 1), index: 1)
        }
        #expect(throws: RenderingError.self) {
            try sink.write(PixelBuffer(width: 0, height: 1), index: 2)
        }
        #expect(folder.names() == ["frame_000001.png"])
        #expect(try #require(folder.bytes("frame_000001.png")) == Array("older".utf8))
    }

    @Test func frameWhoseNameIsTaken() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/frame_000003.png", withIntermediateDirectories: false)
        var sink = try PNGSequenceSink(directory: folder.path)
        let error = #expect(throws: StorageError.self) { try sink.write(picture, index: 3) }
        #expect(error?.kind == .cannotCreate)
        #expect(error?.path.hasSuffix("frame_000003.png") == true)
        #expect(folder.names() == ["frame_000003.png"])
    }

    @Test func fileHoldsOnePicture() throws {
        var sink = PNGFileSink(path: folder.path + "/one.png")
        try sink.write(picture, index: 3)
        let error = #expect(throws: SinkError.self) { try sink.write(picture, index: 4) }
        #expect(error?.message.contains("frame 4") == true)
        sink.finish()
        #expect(folder.names() == ["one.png"])
        #expect(try DecodedPNG(#require(folder.bytes("one.png")))[1, 2] == [255, 0, 0, 255])
    }

    @Test func fileInAMissingFolder() {
        var sink = PNGFileSink(path: folder.path + "/missing/one.png")
        let error = #expect(throws: StorageError.self) { try sink.write(picture, index: 0) }
        #expect(error?.kind == .cannotCreate)
    }
}
