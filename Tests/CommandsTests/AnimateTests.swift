import Fixtures
import Foundation
import Testing

@testable import Commands

@Suite struct AnimateTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func animate(_ more: String...) -> CommandRun {
        CommandRun([fixture("figure.svg"), "--keypoints", fixture("shift.json")] + more)
    }

    @Test func framesContactSheetAndGeometryAreWritten() throws {
        let run = animate(
            "-o", folder.file("frames"), "--contact-sheet", folder.file("sheet.png"),
            "--geometry", folder.file("geometry.ndjson.gz"), "--json")
        #expect(run.status == 0)
        #expect(folder.names() == ["frames", "geometry.ndjson.gz", "sheet.png"])
        let frames = try FileManager.default.contentsOfDirectory(atPath: folder.file("frames"))
        #expect(frames.sorted() == (0..<6).map { "frame_00000\($0).png" })
        let summary =
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        #expect(summary?["frames"] as? Int == 6)
        #expect(summary?["framesWithoutPerson"] as? Int == 1)
        #expect(summary?["rig"] as? String == "body")
    }

    /// Other outputs may lie in the folder that is made for the frames' own.
    @Test func outputsMayShareAFolderThatIsNotThereYet() {
        let run = animate(
            "-o", folder.file("new/frames"), "--contact-sheet", folder.file("new/sheet.png"),
            "--geometry", folder.file("new/geometry.ndjson"))
        #expect(run.status == 0)
        #expect(folder.names(in: "new") == ["frames", "geometry.ndjson", "sheet.png"])
    }

    @Test func selectionWritesTheSameBytes() throws {
        #expect(animate("-o", folder.file("all")).status == 0)
        #expect(animate("-o", folder.file("some"), "--frames", "2,4-5").status == 0)
        let some = try FileManager.default.contentsOfDirectory(atPath: folder.file("some")).sorted()
        #expect(some == ["frame_000002.png", "frame_000004.png", "frame_000005.png"])
        for name in some {
            #expect(
                FileManager.default.contentsEqual(
                    atPath: folder.file("all/\(name)"), andPath: folder.file("some/\(name)")))
        }
    }

    @Test func selectionBeyondTheEndIsRefusedBeforeAnythingIsWritten() {
        let run = animate("-o", folder.file("frames"), "--frames", "4-6")
        #expect(run.fails(.usage, saying: "frame 6", "last frame is 5"))
        #expect(folder.names().isEmpty)
    }

    @Test(arguments: [
        (["--keypoints", "a.json", "-o", "f"], "no character"),
        (["a.svg", "--keypoints", "b.json"], "nothing to write"),
        (["a.svg", "--keypoints", "b.json", "-o", "f", "--size", "0x9"], "size"),
        (
            ["a.svg", "--keypoints", "b.json", "-o", "f", "--size", "9x9", "--scale", "2"],
            "--scale"
        ),
        (["a.svg", "--keypoints", "b.json", "-o", "f", "--scale", "-1"], "scale"),
        (["a.svg", "--keypoints", "b.json", "-o", "f", "--when-lost", "cry"], "hold"),
        (["a.svg", "--keypoints", "b.json", "-o", "f", "--background", "puce-ish"], "background"),
        (["a.svg", "--keypoints", "b.json", "-o", "f", "--nonsense"], "nonsense"),
        (["a.svg", "-o", "f"], "--keypoints"),
        (["a.svg", "--keypoints", "b.json", "-o", ""], "--output is empty"),
        (["", "--keypoints", "b.json", "-o", "f"], "the character is empty"),
        (["--character", "", "--keypoints", "b.json", "-o", "f"], "the character is empty"),
        (["a.svg", "--keypoints", "b.json", "-o", "f", "--person", "all"], "one person"),
        (
            ["a.svg", "--character", "c.svg", "--keypoints", "b.json", "-o", "f", "--person", "1"],
            "each of them"
        ),
        (
            [
                "a.svg", "--character", "c.svg", "--video", "b.mp4", "-o", "f", "--person", "0",
                "--person", "2",
            ], "people 0 to 1"
        ),
        (["a.svg", "--keypoints", "b.json", "--geometry", "./b.json"], "both name"),
        (["a.svg", "--keypoints", "b.json", "-o", "f", "--geometry", "f/"], "both name"),
        (["render", "a.svg", "-o", "./a.svg"], "both name"),
        (
            ["a.svg", "--keypoints", "b.json", "--rig", "r.yaml", "--geometry", "r.yaml"],
            "both name"
        ),
        (["a.svg", "--keypoints", "b.json", "--geometry", "-"], "standard output"),
        (["inspect", "a.svg", "--bind", "x", "--overlay", "./x"], "both name"),
    ])
    func wrongUsageIsOneLine(arguments: [String], word: String) {
        let run = CommandRun(arguments)
        #expect(run.status == 64)
        #expect(run.error.contains(word) || run.error.contains(word.lowercased()), "\(run.error)")
        #expect(run.error.filter { $0 == "\n" }.count == 1, "\(run.error)")
    }

    @Test func eachCharacterFollowsAPersonOfItsOwn() throws {
        func run(_ more: String...) -> CommandRun {
            CommandRun(["--keypoints", fixture("duo.ndjson"), "--json"] + more)
        }
        let figure = fixture("figure.svg")
        let both = run(
            "--character", figure, "--character", figure, "-o", folder.file("both"), "--geometry",
            folder.file("both.ndjson"))
        #expect(both.status == 0 && both.error.isEmpty, "\(both.error)")
        let summary =
            try JSONSerialization.jsonObject(with: Data(both.output.utf8)) as? [String: Any]
        #expect((summary?["characters"] as? [Any])?.count == 2)
        // Alone, each is where it was among both.
        var lines: [[Substring]] = []
        for person in ["0", "1"] {
            let path = folder.file("\(person).ndjson")
            #expect(run(figure, "--person", person, "--geometry", path).status == 0)
            lines.append(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n"))
        }
        let expected = zip(lines[0], lines[1]).flatMap { one, other in
            [(0, one), (1, other)].map { place, line in
                String(line).replacing(",\"valid\"", with: ",\"character\":\(place),\"valid\"")
            }
        }
        let found = try String(contentsOfFile: folder.file("both.ndjson"), encoding: .utf8)
            .split(separator: "\n").map { String($0) }
        #expect(found == expected && found.count == 6)
    }

    @Test func charactersNeedSomebodyEach() {
        let figure = fixture("figure.svg")
        let run = CommandRun(
            figure, "--character", figure, "--keypoints", fixture("shift.json"), "-o",
            folder.file("f"))
        #expect(run.fails(.badData, saying: "shift.json", "2 characters", "--person 0 --person 0"))
        let same = CommandRun(
            figure, "--character", figure, "--keypoints", fixture("shift.json"), "-o",
            folder.file("f"), "--person", "0", "--person", "0")
        #expect(same.status == 0, "\(same.error)")
        #expect(folder.names() == ["f"])
    }

    @Test func unknownStagesAreUnavailable() {
        #expect(animate("-o", "f", "--filter", "magic").fails(.unavailable, saying: "`magic`"))
        #expect(animate("-o", "f", "--format", "mp5").fails(.unavailable, saying: "`mp5`"))
        #expect(animate("-o", "f", "--renderer", "gpu").fails(.unavailable, saying: "`gpu`"))
        #expect(animate("-o", "f", "--rig", "cat").fails(.noInput, saying: "cat"))
    }

    @Test func helpAndVersionGoToStandardOutput() {
        let help = CommandRun("--help")
        #expect(help.status == 0 && help.error.isEmpty)
        #expect(help.output.contains("pose-animate character.svg --keypoints"))
        #expect(CommandRun("--version").output == "\(engineVersion)\n")
    }

    @Test func filtersAreCombinedAndTheirSettingsChecked() {
        let run = animate(
            "-o", folder.file("frames"), "--filter", "gaps,frames=5", "--filter", "rts,agility=2",
            "--filter", "one-euro,min-cutoff=3")
        #expect(run.status == 0)
        for (filter, words) in [
            ("one-euro,min-cutoff=fast", "min-cutoff=fast"), ("one-euro,beta=-1", "beta=-1"),
            ("gaps,curve=round", "minimum-jerk"), ("rts,noise=nan", "noise=nan"),
            ("zero-phase,hold=1", "no setting `hold`"),
        ] {
            #expect(animate("-o", "never", "--filter", filter).fails(.usage, saying: words))
        }
    }

    @Test func pluginsAreListed() {
        let run = CommandRun("plugins")
        #expect(run.status == 0)
        for name in ["clip", "confidence", "linear-blend", "cairo", "png", "min-cutoff=0.5"] {
            #expect(run.output.contains(name))
        }
        #expect(
            CommandRun("plugins", "--json").output.contains(
                "\"minimum\":1e-06,\"maximum\":1000000,\"default\":0.5"))
    }

    @Test func inspectTellsRigPathsAndWhatWasIgnored() throws {
        let run = CommandRun(
            "inspect", fixture("figure.svg"), "--bind", folder.file("bind.json"), "--overlay",
            folder.file("overlay.png"))
        #expect(run.status == 0)
        #expect(run.output.contains("body: 12 joints, 12 bones"))
        #expect(run.output.contains("<path left-arm>"))
        #expect(folder.names() == ["bind.json", "overlay.png"])
        let bind =
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(filePath: folder.file("bind.json")))) as? [String: Any]
        #expect((bind?["paths"] as? [Any])?.count == 6)
        #expect((bind?["secondaryBones"] as? [Any])?.count == 1)
    }

    @Test func renderDrawsTheDocument() {
        let run = CommandRun(
            "render", fixture("figure.svg"), "-o", folder.file("out.png"), "--size", "100x100")
        #expect(run.status == 0)
        #expect(folder.names() == ["out.png"])
    }
}
