import Fixtures
import Foundation
import Testing

@testable import Commands

@Suite struct OutputTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func animate(_ more: String...) -> CommandRun {
        CommandRun([fixture("figure.svg"), "--keypoints", fixture("shift.json")] + more)
    }

    private func hashes(in name: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for file in folder.names(in: name) {
            files[file] = Data(try #require(folder.bytes("\(name)/\(file)")))
        }
        return files
    }

    @Test func endingsTellTheFormat() throws {
        for name in ["a.mp4", "a.webm", "a.mov", "a.mkv", "a.gif", "a.apng", "a.webp", "a.y4m"] {
            #expect(animate("-o", folder.file(name), "--quiet").status == 0, "\(name)")
        }
        #expect(folder.names().count == 8)
        let mp4 = try #require(folder.bytes("a.mp4"))
        #expect(mp4[4..<8] == Array("ftyp".utf8)[...])
        #expect(try #require(folder.bytes("a.gif")).starts(with: Array("GIF89a".utf8)))
    }

    @Test func threadsDoNotChangeTheBytes() throws {
        for jobs in ["1", "2", "5"] {
            #expect(animate("-o", folder.file("f\(jobs)"), "--jobs", jobs).status == 0)
            #expect(animate("-o", folder.file("m\(jobs).mkv"), "-j\(jobs)").status == 0)
        }
        let one = try hashes(in: "f1")
        #expect(one.count == 6)
        for jobs in ["2", "5"] {
            #expect(try hashes(in: "f\(jobs)") == one)
            #expect(folder.bytes("m\(jobs).mkv") == folder.bytes("m1.mkv"))
        }
    }

    @Test func shardsMakeTheWhole() throws {
        #expect(animate("-o", folder.file("whole")).status == 0)
        for part in 0..<4 {
            #expect(animate("-o", folder.file("parts"), "--shard", "\(part)/4").status == 0)
        }
        #expect(try hashes(in: "parts") == hashes(in: "whole"))
        let some = animate("-o", folder.file("some"), "--frames", "1-5:2", "--shard", "1/2")
        #expect(some.status == 0)
        #expect(folder.names(in: "some") == ["frame_000003.png"])
    }

    @Test func existingFramesAreLeftOut() throws {
        #expect(animate("-o", folder.file("frames"), "--frames", "0-3").status == 0)
        try folder.write("kept".utf8, "frames/frame_000001.png")
        let run = animate("-o", folder.file("frames"), "--skip-existing", "--json")
        #expect(run.status == 0)
        #expect(run.output.contains("\"frames\":2,\"framesLeftOut\":4"))
        #expect(folder.bytes("frames/frame_000001.png") == Array("kept".utf8))
    }

    /// With a manifest only what is whole and of the same making is left out.
    @Test func manifestTellsWhatIsFinished() throws {
        let list = ["--manifest", folder.file("list.ndjson"), "--skip-existing", "--json"]
        func run(_ more: String...) -> CommandRun {
            CommandRun(
                [
                    fixture("figure.svg"), "--keypoints", fixture("shift.json"), "-o",
                    folder.file("frames"),
                ] + list + more)
        }
        #expect(run("--frames", "0-3").status == 0)
        let before = try hashes(in: "frames")
        try folder.write("damaged".utf8, "frames/frame_000001.png")
        #expect(run().output.contains("\"frames\":3,\"framesLeftOut\":3"))
        for (name, bytes) in before { #expect(try hashes(in: "frames")[name] == bytes) }
        #expect(run().output.contains("\"frames\":0,\"framesLeftOut\":6"))
        // What is asked for has changed, so nothing that is there is of use.
        #expect(run("--size", "40x30").output.contains("\"frames\":6,\"framesLeftOut\":0"))
    }

    @Test func onePictureFromOneFrame() throws {
        #expect(animate("-o", folder.file("one.png"), "--frames", "2").status == 0)
        let many = animate("-o", folder.file("many.png"))
        #expect(many.fails(.usage, saying: "many.png", "6 frames", "--frames"))
    }

    @Test(arguments: [
        (["-o", "a.avi"], "nothing writes .avi"),
        (["-o", "a.mp4", "--format", "webm"], "ends as mp4"),
        (["-o", "a/", "--format", "mp4"], "is a folder"),
        (["-o", "-"], "--format y4m"),
        (["-o", "-", "--format", "mp4"], "cannot go to standard output"),
        (["-o", "a", "--format", "mp4,quality=99"], "quality=99"),
        (["-o", "a", "--format", "gif,dither=byer"], "did you mean `bayer`?"),
        (["-o", "a.mp4", "--compression", "small"], "--compression means nothing to mp4"),
        (["-o", "a", "--audio", "b.wav"], "has no sound"),
        (["-o", "a.gif", "--audio", "b.wav"], "has no sound"),
        (["-o", "a.mp4", "--keep-audio"], "--video FILE"),
        (["-o", "a.mp4", "--shard", "0/2"], "folder of pictures"),
        (["-o", "a", "--shard", "2/2"], "0/4"),
        (["-o", "a", "--jobs", "0"], "--jobs 0"),
        (["-o", "-", "--format", "y4m", "--skip-existing"], "is about files"),
        (["--geometry", "g.ndjson", "--format", "png"], "give -o"),
    ])
    func whatDoesNotGoTogetherIsRefused(arguments: [String], words: String) {
        let placed = arguments.map {
            $0.hasPrefix("a") || $0.hasPrefix("g.") ? folder.file($0) : $0
        }
        let run = CommandRun(
            [fixture("figure.svg"), "--keypoints", fixture("shift.json"), "--quiet"] + placed)
        #expect(run.fails(.usage, saying: words), "\(run.error)")
        #expect(folder.names().isEmpty)
    }

    @Test func lostTransparencyIsTold() {
        let run = animate("-o", folder.file("a.mp4"))
        #expect(run.error.contains("warning: mp4 keeps no transparency"))
        #expect(animate("-o", folder.file("b.mp4"), "--background", "white").error.isEmpty)
    }

    @Test func folderThatMayBeMeantForAFileIsTold() {
        let run = animate("-o", folder.file("a.qoi"))
        #expect(run.status == 0)
        #expect(run.error.contains("nothing writes .qoi"))
        #expect(run.error.contains("--plugin"))
        // Once more it is there; and others say what they are.
        for output in ["a.qoi", "b.qoi/", "take.1", "v1.2"] {
            #expect(animate("-o", folder.file(output)).error.isEmpty, "\(output)")
        }
    }

    @Test func progressForPrograms() throws {
        let json = animate("-o", folder.file("a"), "--progress", "json")
        let last = try #require(json.error.split(separator: "\n").last)
        #expect(
            last.hasPrefix("{\"frames\":6,\"total\":6,") && last.hasSuffix("\"secondsLeft\":0}"))
        let openjd = animate("-o", folder.file("a"), "--progress", "openjd")
        #expect(openjd.error.contains("openjd_progress: 100"))
        #expect(openjd.error.contains("openjd_status: 6 of 6 frames done"))
        #expect(animate("-o", folder.file("a"), "--progress", "none").error.isEmpty)
    }
}
