import Fixtures
import Testing

@testable import Commands

@Suite struct AssembleTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func animate(_ more: String...) -> CommandRun {
        CommandRun([fixture("figure.svg"), "--keypoints", fixture("shift.json"), "--quiet"] + more)
    }

    /// The same bytes as when the frames go into the file as they are drawn.
    @Test(arguments: [
        ("a.mp4", ["--background", "white"]), ("a.mkv", []), ("a.gif", []), ("a.webp", []),
        ("a.y4m", ["--background", "#3366aa"]), ("a.apng", []),
    ])
    func movieOfFramesIsTheMovieItself(name: String, picture: [String]) throws {
        let run = CommandRun(
            [fixture("figure.svg"), "--keypoints", fixture("shift.json"), "--quiet"] + picture
                + [
                    "-o", folder.file("direct-\(name)"), "--contact-sheet",
                    folder.file("direct.png"),
                ])
        #expect(run.status == 0, "\(run.error)")
        #expect(
            CommandRun(
                [fixture("figure.svg"), "--keypoints", fixture("shift.json"), "--quiet"] + picture
                    + ["-o", folder.file("frames/")]
            ).status == 0)
        let assembled = CommandRun(
            ["assemble", folder.file("frames"), "--fps", "10", "--quiet", "-o", folder.file(name)]
                + picture + ["--contact-sheet", folder.file("sheet.png")])
        #expect(assembled.status == 0, "\(assembled.error)")
        for (one, other) in [(name, "direct-\(name)"), ("sheet.png", "direct.png")] {
            let isSame = folder.bytes(one) == folder.bytes(other)
            #expect(isSame, "\(one)")
        }
    }

    @Test(arguments: [
        (["-o", "a.svg"], "made of geometry"),
        (["-o", "a.gif", "--audio", "b.wav"], "has no sound"),
        (["-o", "a.mp4", "--fps", "0"], "--fps"),
        (["-o", "a.mp4", "--compression", "small"], "mp4"),
        (["-o", "a.avi"], "nothing writes .avi"), (["-o", "a.mp4", "--frames", "1-"], "1-"),
    ])
    func whatDoesNotGoTogetherIsRefused(arguments: [String], words: String) {
        #expect(animate("-o", folder.file("frames/")).status == 0)
        let rate = arguments.contains("--fps") ? [] : ["--fps", "30"]
        let placed = arguments.map { $0.hasPrefix("a.") ? folder.file($0) : $0 }
        let run = CommandRun(["assemble", folder.file("frames"), "--quiet"] + rate + placed)
        #expect(run.fails(.usage, saying: words), "\(run.error)")
        #expect(folder.names() == ["frames"])
    }

    @Test func missingFramesAreTold() throws {
        #expect(animate("-o", folder.file("frames/"), "--frames", "0-2,4").status == 0)
        let run = CommandRun(
            "assemble", folder.file("frames"), "--fps", "30", "-o", folder.file("a.mkv"), "--quiet")
        #expect(run.fails(.badData, saying: "frame_000003.png is missing"), "\(run.error)")
        let far = CommandRun(
            "assemble", folder.file("frames"), "--fps", "30", "-o", folder.file("a.mkv"), "--quiet",
            "--frames", "0-999999999")
        #expect(far.fails(.badData, saying: "1000000000 frames are asked for"), "\(far.error)")
        #expect(folder.names() == ["frames"])
    }

    /// A file that shows a whole clip is left out when it is there and made in the same way.
    @Test func finishedFilesAreLeftOut() throws {
        func run(_ more: String...) -> CommandRun {
            CommandRun(
                [
                    fixture("figure.svg"), "--keypoints", fixture("shift.json"), "--quiet",
                    "--json",
                    "-o", folder.file("a.mkv"), "--manifest", folder.file("m.ndjson"),
                    "--skip-existing",
                ] + more)
        }
        #expect(run().output.contains("\"frames\":6,\"framesLeftOut\":0"))
        let bytes = folder.bytes("a.mkv")
        #expect(run().output.contains("\"frames\":0,\"framesLeftOut\":6"))
        try folder.write("damaged".utf8, "a.mkv")
        #expect(run().output.contains("\"frames\":6,\"framesLeftOut\":0"))
        #expect(folder.bytes("a.mkv") == bytes)
        #expect(run("--frames", "0-3").output.contains("\"frames\":4,\"framesLeftOut\":0"))
        #expect(run("--frames", "0-3").output.contains("\"frames\":0,\"framesLeftOut\":4"))
    }
}
