import Fixtures
import Testing

@testable import PoseAnimate

@Suite struct FrameAssemblyTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Pictures with every kind of pixel, and their files.
    private func draw(_ indices: [Int], width: Int = 5) throws -> [PixelBuffer] {
        var sink: any FrameSink = try PNGSequenceSink(directory: folder.file("frames"))
        return try indices.map { index in
            let picture = PixelBuffer(width: width, height: 4)
            for place in 0..<(width * 4) {
                let alpha = (place * 37 + index * 11) % 256
                picture.bytes[4 * place + 3] = UInt8(alpha)
                for channel in 0..<3 {
                    picture.bytes[4 * place + channel] = UInt8(
                        (place * 13 + channel * 71) % (alpha + 1))
                }
            }
            try sink.write(picture, index: index)
            return picture
        }
    }

    private func selection(_ text: String) throws -> FrameSelection {
        try FrameSelection(parsing: text)
    }

    @Test func framesAreReadAsTheyWereDrawn() throws {
        let pictures = try draw([0, 1, 2])
        let frames = try FrameFolder(path: folder.file("frames"))
        #expect(frames.frames == [0, 1, 2])
        for (index, picture) in pictures.enumerated() {
            #expect(try frames.read(index).bytes == Array(picture.bytes))
        }
    }

    @Test(arguments: [1, 3])
    func sinksGetWhatTheyWouldGetOtherwise(jobs: Int) throws {
        let pictures = try draw([3, 4, 5, 6])
        func sink(_ name: String) throws -> any FrameSink {
            try RawSink(path: folder.file(name), form: .rgba, framesPerSecond: 30)
        }
        var direct = try sink("direct.rgba")
        for (place, picture) in pictures.enumerated() { try direct.write(picture, index: place) }
        try direct.finish()
        var counts: [Int] = []
        try FrameAssembly(
            of: FrameFolder(path: folder.file("frames")), into: [try sink("assembled.rgba")],
            jobs: jobs
        ).run { counts.append($0) }
        #expect(folder.bytes("assembled.rgba") == folder.bytes("direct.rgba"))
        #expect(folder.bytes("direct.rgba")?.count == 4 * 4 * 5 * 4)
        #expect(counts == counts.sorted() && counts.last == 4)
    }

    @Test func transparentFramesAreLaidOverAColour() throws {
        _ = try draw([0])
        try FrameAssembly(
            of: FrameFolder(path: folder.file("frames")),
            into: [try RawSink(path: folder.file("a.rgba"), form: .rgba, framesPerSecond: 1)],
            background: Color(red: 1, green: 0, blue: 0), jobs: 1
        ).run { _ in }
        let bytes = try #require(folder.bytes("a.rgba"))
        #expect(bytes[0..<4] == [255, 0, 0, 255])
        #expect(stride(from: 3, to: bytes.count, by: 4).allSatisfy { bytes[$0] == 255 })
    }

    @Test func missingFramesAreCounted() throws {
        _ = try draw([2, 3, 6])
        let path = folder.file("frames")
        let gap = #expect(throws: PoseAnimateError.self) { try FrameFolder(path: path) }
        #expect(gap?.message.contains("frame_000004.png and 1 more are missing") == true)
        #expect(try FrameFolder(path: path, selection: selection("2,6")).frames == [2, 6])
        let end = #expect(throws: PoseAnimateError.self) {
            try FrameFolder(path: path, selection: selection("2-3,7"))
        }
        #expect(end?.message.contains("frame_000007.png is missing") == true)
        #expect(throws: StorageError.self) { try FrameFolder(path: folder.file("nowhere")) }
        #expect(throws: PoseAnimateError.self) { try FrameFolder(path: folder.path) }
    }

    @Test func framesThatAreNotAlikeLeaveNothing() throws {
        _ = try draw([0, 1])
        _ = try draw([2], width: 6)
        let error = #expect(throws: PoseAnimateError.self) {
            try FrameAssembly(
                of: FrameFolder(path: folder.file("frames")),
                into: [try RawSink(path: folder.file("a.rgba"), form: .rgba, framesPerSecond: 1)],
                jobs: 2
            ).run { _ in }
        }
        #expect(error?.message.contains("frame 2 has 6x4") == true)
        #expect(folder.names() == ["frames"])
    }

    @Test func damagedFramesAreNamed() throws {
        _ = try draw([0])
        try folder.write("no picture".utf8, "frames/frame_000001.png")
        let frames = try FrameFolder(path: folder.file("frames"))
        let error = #expect(throws: PoseAnimateError.self) { try frames.read(1) }
        #expect(error?.message.contains("frame_000001.png: is no PNG") == true)
    }

    @Test func onlyTheFramesAreRemoved() throws {
        _ = try draw([0, 1])
        try folder.write("mine".utf8, "frames/notes.txt")
        try FrameFolder(path: folder.file("frames")).remove()
        #expect(folder.names(in: "frames") == ["notes.txt"])
        _ = try draw([0, 1])
        try folder.remove("frames/notes.txt")
        try FrameFolder(path: folder.file("frames")).remove()
        #expect(folder.names().isEmpty)
    }
}
