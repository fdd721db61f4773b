import Fixtures
import Foundation
import Pixels
import Rendering
import Sinks
import Storage
import Testing

@Suite struct MovieSinkTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func frame(_ index: Int, width: Int = 33, height: Int = 21) -> PixelBuffer {
        let picture = PixelBuffer(width: width, height: height)
        for y in 0..<height {
            for x in 4 * index..<(4 * index + 8) { picture[x, y] = Pixel(200, 40, 40, 255) }
        }
        return picture
    }

    private func format(_ name: String) throws -> MovieFormat {
        try #require(MovieFormat.all.first { $0.name == name })
    }

    private func write(
        _ name: String, to file: String, change: (inout MovieSettings) -> Void = { _ in }
    ) throws {
        var settings = MovieSettings(framesPerSecond: 12.5)
        change(&settings)
        var sink: any FrameSink = try MovieSink(
            path: folder.file(file), format: format(name), settings: settings)
        for index in 0..<5 { try sink.write(frame(index), index: index) }
        try sink.finish()
    }

    /// What FFmpeg's own reader makes of a movie.
    private func probe(_ file: String, _ entries: String) throws -> String {
        try output(
            "ffprobe",
            [
                "-v", "error", "-count_frames", "-show_entries", "stream=\(entries)", "-of",
                "csv=p=0", folder.file(file),
            ])
    }

    private func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test(arguments: [
        ("mp4", "h264,34,22,yuv420p,25/2,5\n"), ("webm", "vp9,34,22,yuv420p,25/2,5\n"),
        ("mov", "prores,34,22,yuva444p12le,25/2,5\n"), ("mkv", "ffv1,33,21,bgra,25/2,5\n"),
        ("gif", "gif,33,21,bgra,25/2,5\n"), ("apng", "apng,33,21,rgba,25/2,5\n"),
    ])
    func formatsHaveTheirCodingSizeAndRate(name: String, expected: String) throws {
        try write(name, to: "movie")
        #expect(
            try probe("movie", "codec_name,width,height,pix_fmt,r_frame_rate,nb_read_frames")
                == expected)
        #expect(folder.names() == ["movie"])
    }

    @Test func webPIsAnimated() throws {
        try write("webp", to: "movie.webp")
        let bytes = try #require(folder.bytes("movie.webp"))
        #expect(
            String(decoding: bytes, as: Unicode.ASCII.self).components(separatedBy: "ANMF").count
                == 6)
    }

    @Test(arguments: ["mkv", "apng"])
    func losslessOnesKeepEveryPixel(name: String) throws {
        try write(name, to: "movie")
        _ = try output(
            "ffmpeg",
            [
                "-v", "error", "-i", folder.file("movie"), "-f", "rawvideo", "-fps_mode",
                "passthrough", "-pix_fmt", "bgra",
                folder.file("raw"),
            ])
        var expected: [UInt8] = []
        for index in 0..<5 {
            let picture = frame(index)
            withExtendedLifetime(picture) { expected += Array(picture.bytes) }
        }
        #expect(try #require(folder.bytes("raw")) == expected)
    }

    @Test func moviesAreTheSameEveryTime() throws {
        for name in MovieFormat.all.map(\.name) {
            try write(name, to: "one")
            try write(name, to: "other")
            #expect(folder.bytes("one") == folder.bytes("other"), "\(name)")
        }
    }

    @Test func colorsAreTagged() throws {
        for name in ["mp4", "webm", "mov"] {
            try write(name, to: "movie")
            #expect(
                try probe("movie", "color_range,color_space,color_transfer,color_primaries")
                    == "tv,bt709,bt709,bt709\n")
        }
    }

    @Test func soundGoesAlongAndEndsWithTheFrames() throws {
        _ = try output(
            "ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i", "sine=frequency=440:duration=3",
                folder.file("tone.wav"),
            ])
        for (name, coding) in [("mp4", "aac"), ("mov", "pcm_s16le"), ("mkv", "flac")] {
            try write(name, to: "movie.\(name)") {
                $0.soundtrack = Soundtrack(path: folder.file("tone.wav"), start: 1)
            }
            #expect(try probe("movie.\(name)", "codec_name").contains(coding))
            let length = try output(
                "ffprobe",
                [
                    "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0",
                    folder.file("movie.\(name)"),
                ])
            let seconds = try #require(Double(length.trimmingCharacters(in: .newlines)))
            // A block of sound is up to a tenth of a second long.
            #expect(abs(seconds - 0.4) < 0.15, "\(name)")
        }
    }

    @Test func whatIsMissingIsTold() throws {
        let settings = MovieSettings(framesPerSecond: 10)
        let missing = #expect(throws: SinkError.self) {
            try MovieSink(
                path: folder.file("a.mp4"), format: format("mp4"), settings: settings,
                program: "no-such-ffmpeg")
        }
        #expect(missing?.kind == .unavailable)
        #expect(missing?.message.contains("install") == true)

        var silent = settings
        silent.soundtrack = Soundtrack(path: folder.file("none.wav"))
        let noSound = #expect(throws: StorageError.self) {
            try MovieSink(path: folder.file("a.mp4"), format: format("mp4"), settings: silent)
        }
        #expect(noSound?.kind == .noInput)
        let noTrack = #expect(throws: SinkError.self) {
            try MovieSink(path: folder.file("a.gif"), format: format("gif"), settings: silent)
        }
        #expect(noTrack?.kind == .usage)

        let noFolder = #expect(throws: StorageError.self) {
            try MovieSink(
                path: folder.file("none/a.mp4"), format: format("mp4"), settings: settings)
        }
        #expect(noFolder?.kind == .cannotCreate)
        #expect(folder.names().isEmpty)
    }

    @Test func whatIsNoSoundIsTold() throws {
        try folder.write("no sound".utf8, "text.wav")
        let error = #expect(throws: SinkError.self) {
            try write("mp4", to: "a.mp4") {
                $0.soundtrack = Soundtrack(path: folder.file("text.wav"))
            }
        }
        #expect(error?.kind == .badData)
        #expect(error?.message.contains("text.wav") == true)
        #expect(folder.names() == ["text.wav"])
    }

    @Test func movieOfNothingIsAnError() throws {
        let sink = try MovieSink(
            path: folder.file("a.mp4"), format: format("mp4"),
            settings: MovieSettings(framesPerSecond: 10))
        let error = #expect(throws: SinkError.self) { try sink.finish() }
        #expect(error?.kind == .badData)
        #expect(folder.names().isEmpty)
    }
}
