import Fixtures
import Foundation
import Testing

@testable import Commands

/// Wrong files: one line, the right exit code, nothing half written.
@Suite struct BadInputTests {
    private let folder: TemporaryFolder
    private let figure: String
    private let clip: String

    init() throws {
        folder = try TemporaryFolder()
        figure = try String(contentsOfFile: fixture("figure.svg"), encoding: .utf8)
        clip = try String(contentsOfFile: fixture("shift.json"), encoding: .utf8)
    }

    private func animate(
        character: String = fixture("figure.svg"), clip: String = fixture("shift.json")
    ) -> CommandRun {
        CommandRun(
            character, "--keypoints", clip, "-o", folder.file("frames"), "--contact-sheet",
            folder.file("sheet.png"), "--geometry", folder.file("geometry.ndjson"))
    }

    /// Runs a character of this content and asserts that nothing was written.
    private func character(_ content: some DataProtocol) throws -> CommandRun {
        let path = folder.file("character.svg")
        try Data(content).write(to: URL(filePath: path))
        let run = animate(character: path)
        #expect(folder.names() == ["character.svg"])
        return run
    }

    /// Runs a clip of this content and asserts that nothing was written.
    private func clip(_ content: String) throws -> CommandRun {
        let path = folder.file("clip.json")
        try content.write(toFile: path, atomically: true, encoding: .utf8)
        let run = animate(clip: path)
        #expect(folder.names() == ["clip.json"])
        return run
    }

    // MARK: - Characters

    @Test func missingFile() {
        let path = folder.file("nobody.svg")
        #expect(animate(character: path).fails(.noInput, saying: path, "no such file"))
    }

    @Test func directory() {
        #expect(animate(character: folder.path).fails(.noInput, saying: "directory"))
    }

    @Test func emptyFile() throws {
        #expect(try character(Data()).fails(.badData, saying: "character.svg", "empty"))
    }

    @Test func binaryFile() throws {
        let bytes = Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) })
        #expect(try character(bytes).fails(.badData, saying: "character.svg"))
    }

    @Test func truncatedDocument() throws {
        let run = try character(Data(figure.utf8.prefix(figure.utf8.count * 2 / 3)))
        #expect(run.fails(.badData, saying: "character.svg:"))
    }

    @Test func entityBomb() throws {
        var bomb = "<!DOCTYPE svg [<!ENTITY a0 \"lol\">"
        for level in 1...30 {
            let inner = String(repeating: "&a\(level - 1);", count: 10)
            bomb += "<!ENTITY a\(level) \"\(inner)\">"
        }
        bomb += "]><svg xmlns=\"http://www.w3.org/2000/svg\"><g id=\"&a30;\"/></svg>"
        #expect(try character(Data(bomb.utf8)).fails(.badData, saying: "character.svg"))
    }

    @Test func externalEntityIsNotRead() throws {
        let secret = folder.file("secret")
        try "leaked".write(toFile: secret, atomically: true, encoding: .utf8)
        let text =
            "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file://\(secret)\">]>"
            + figure.replacingOccurrences(
                of: "fill=\"#806000\"", with: "fill=\"red\" class=\"&x;\"")
        let path = folder.file("character.svg")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let run = CommandRun("inspect", path, "--json")
        #expect(!run.output.contains("leaked") && !run.error.contains("leaked"))
    }

    @Test func absurdNesting() throws {
        let deep =
            "<svg xmlns=\"http://www.w3.org/2000/svg\">"
            + String(repeating: "<g>", count: 200_000) + String(repeating: "</g>", count: 200_000)
            + "</svg>"
        #expect(try character(Data(deep.utf8)).fails(.badData, saying: "character.svg", "deep"))
    }

    @Test func noSkeleton() throws {
        let text = figure.replacingOccurrences(of: "id=\"skeleton\"", with: "id=\"bones\"")
        #expect(try character(Data(text.utf8)).fails(.badData, saying: "no skeleton", "template"))
    }

    @Test func oneMissingJoint() throws {
        let text = figure.replacingOccurrences(of: "\"leftKnee\"", with: "\"leftKne\"")
        #expect(
            try character(Data(text.utf8)).fails(
                .badData, saying: "leftKnee", "`leftKne`", "line 26"))
    }

    @Test func duplicateIdsAndZeroLengthBonesStillDraw() throws {
        let text = figure.replacingOccurrences(of: "id=\"torso\"", with: "id=\"brim\"")
            .replacingOccurrences(of: "cx=\"230\" cy=\"360\"", with: "cx=\"228\" cy=\"290\"")
        let path = folder.file("character.svg")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let run = animate(character: path)
        #expect(run.status == 0)
        #expect(run.error.contains("leftKnee-leftAnkle"))
    }

    @Test(arguments: ["NaN", "1e400", "inf", "99999999999999999999999999"])
    func absurdNumbersInPaths(number: String) throws {
        let text = figure.replacingOccurrences(of: "M170,95", with: "M\(number),95")
        let path = folder.file("character.svg")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let run = animate(character: path)
        #expect(run.status == 0)
        #expect(run.error.contains("torso"), "\(run.error)")
    }

    @Test func malformedPathIsDrawnUpToTheError() throws {
        let text = figure.replacingOccurrences(of: "L225,225", with: "L225,oops")
        let path = folder.file("character.svg")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let run = animate(character: path)
        #expect(run.status == 0)
        #expect(run.error.contains("line 4") && run.error.contains("torso"), "\(run.error)")
    }

    // MARK: - Clips

    @Test func missingClip() {
        #expect(animate(clip: folder.file("no.json")).fails(.noInput, saying: "no.json"))
    }

    @Test func truncatedClip() throws {
        let run = try clip(String(clip.prefix(clip.count * 2 / 3)))
        #expect(run.fails(.badData, saying: "clip.json"), "\(run.error)")
    }

    @Test(arguments: [
        ("", "empty"),
        ("[1,2]", "not a clip"),
        ("{}", "not a clip"),
        ("\u{0}\u{1}\u{2}", "clip.json"),
        (
            #"{"format":"pose-animator-clip","version":1,"fps":30,"width":9,"height":9,"frames":[]}"#,
            "no frames"
        ),
        (
            #"{"format":"pose-animator-clip","version":9,"width":9,"height":9,"frames":[{}]}"#,
            "version"
        ),
        (#"{"width":9,"height":9,"frames":[{"pose":{"score":"high","keypoints":[]}}]}"#, "frame 0"),
        (#"{"width":9,"height":9,"frames":[{"pose":7}]}"#, "frame 0"),
        (
            #"{"width":9,"height":9,"frames":[{"pose":null},{"pose":{"score":1,"keypoints":[{"part":"nose","score":1,"position":{"x":NaN,"y":0}}]}}]}"#,
            "frame 1"
        ),
        (
            #"{"width":9,"height":9,"frames":[{"pose":{"score":1,"keypoints":[{"part":"nose","score":1,"position":{"x":1e300,"y":0}}]}}]}"#,
            "frame 0"
        ),
        (#"{"width":-9,"height":9,"frames":[{"pose":null}]}"#, "width"),
        (#"{"frames":[{"pose":null}]}"#, "how large"),
        (
            #"{"width":9,"height":9,"frames":[{"face":{"faceInViewConfidence":1,"scaledMesh":[[1,2,3]]}}]}"#,
            "frame 0"
        ),
    ])
    func wrongClips(content: String, words: String) throws {
        let run = try clip(content)
        #expect(run.fails(.badData, saying: words), "\(run.error)")
    }

    @Test func damageInTheMiddleIsToldBeforeAnythingIsWritten() throws {
        let lines = clip.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var damaged = lines
        damaged[5] = damaged[5].replacingOccurrences(of: "\"x\":", with: "\"z\":")
        let run = try clip(damaged.joined(separator: "\n"))
        #expect(run.fails(.badData, saying: "frame 4"), "\(run.error)")
    }

    @Test func unknownPartsAreReportedAndIgnored() throws {
        let run = try {
            let path = folder.file("clip.json")
            try clip.replacingOccurrences(of: "\"part\":\"nose\"", with: "\"part\":\"tail\"")
                .write(toFile: path, atomically: true, encoding: .utf8)
            return animate(clip: path)
        }()
        #expect(run.status == 0)
        #expect(run.error.contains("tail"))
    }

    // MARK: - Outputs

    @Test func outputThatCannotBeMade() {
        let run = CommandRun(
            fixture("figure.svg"), "--keypoints", fixture("shift.json"), "-o", "/dev/null/frames")
        #expect(run.fails(.cannotCreate, saying: "/dev/null/frames"), "\(run.error)")
        let geometry = CommandRun(
            fixture("figure.svg"), "--keypoints", fixture("shift.json"), "--geometry",
            folder.file("no/such/folder.ndjson"))
        #expect(geometry.fails(.cannotCreate, saying: "folder.ndjson"), "\(geometry.error)")
    }

    @Test func outputThatCannotBeMadeIsToldFirst() {
        for option in ["--contact-sheet", "--geometry"] {
            let run = CommandRun(
                fixture("figure.svg"), "--keypoints", fixture("shift.json"), "-o",
                folder.file("frames"), option, folder.file("no/such/file"))
            #expect(run.fails(.cannotCreate, saying: "no/such/file"), "\(run.error)")
            #expect(folder.names().isEmpty)
        }
    }
}
