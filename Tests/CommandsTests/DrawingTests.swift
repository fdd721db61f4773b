import Fixtures
import Foundation
import Testing

@testable import Commands

/// `render` and `inspect --fix` on drawings that hold more than paths.
@Suite struct DrawingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ name: String, _ body: String) throws -> String {
        let path = folder.file(name)
        let text = "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'>\(body)</svg>"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// The fixture's figure with a text, and two joints that are not spelt as they should be.
    private func misspelt() throws -> String {
        var figure = try String(contentsOfFile: fixture("figure.svg"), encoding: .utf8)
        figure = figure.replacing("id=\"leftWrist\"", with: "id=\"leftWirst\"")
        figure = figure.replacing(
            "</svg>",
            with: "<g id='illustration'><text id='t' x='9' y='99'>a &amp; b</text></g></svg>")
        let path = folder.file("figure.svg")
        try figure.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func whatCanBeRepairedIs() throws {
        let path = try misspelt()
        #expect(CommandRun("inspect", path, "--rig", "body").status == ExitStatus.badData.rawValue)
        let copy = folder.file("copy.svg")
        let run = CommandRun("inspect", path, "--rig", "body", "--fix", copy)
        #expect(run.status == 0)
        #expect(run.error.contains("<text id=\"t\">: is paths now"))
        #expect(run.error.contains("<circle id=\"leftWirst\">: is called `leftWrist` now"))
        #expect(run.output.contains("body: 12 joints"))
        let fixed = try String(contentsOfFile: copy, encoding: .utf8)
        #expect(!fixed.contains("<text") && fixed.contains("<path id=\"t\""))
        // Once repaired, there is nothing more to do.
        let again = CommandRun("inspect", copy, "--fix", folder.file("again.svg"))
        #expect(again.error.contains("nothing in") && again.status == 0)
    }

    @Test func theCopyLooksTheSame() throws {
        let path = try write(
            "text.svg",
            "<style>.big { font-size: 40px }</style><text class='big' x='20' y='200' fill='red' "
                + "text-decoration='underline'>To<tspan fill='blue' dy='9'>gether</tspan></text>")
        let copy = folder.file("copy.svg")
        _ = CommandRun("inspect", path, "--fix", copy)
        let pictures = [path, copy].map { $0 + ".png" }
        for (drawing, picture) in zip([path, copy], pictures) {
            #expect(CommandRun("render", drawing, "-o", picture).status == 0)
        }
        let sizes = try pictures.map { try Data(contentsOf: URL(filePath: $0)).count }
        #expect(abs(sizes[0] - sizes[1]) * 50 < sizes[0])
    }

    @Test func aFixMayNotReplaceItsSource() throws {
        let path = try misspelt()
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(CommandRun("inspect", path, "--fix", path).fails(.usage, saying: "both name"))
        #expect(
            CommandRun("inspect", path, "--rig", "body", "--fix", "/nonexistent/x.svg")
                .fails(.cannotCreate, saying: "/nonexistent"))
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test func foldersOfPicturesAreAllowedByName() throws {
        let pictures = folder.file("pictures")
        try FileManager.default.createDirectory(
            atPath: pictures, withIntermediateDirectories: true)
        let drawings = folder.file("drawings")
        try FileManager.default.createDirectory(
            atPath: drawings, withIntermediateDirectories: true)
        let source = try write("source.svg", "<rect width='9' height='9' fill='red'/>")
        let render = CommandRun("render", source, "-o", pictures + "/red.png")
        #expect(render.status == 0)
        let path = try write("drawings/a.svg", "<image href='../pictures/red.png'/>")
        let refused = CommandRun("render", path, "-o", folder.file("a.png"))
        #expect(refused.status == 0 && refused.error.contains("outside of the drawing's folder"))
        let allowed = CommandRun(
            "render", path, "-o", folder.file("a.png"), "--resources", pictures)
        #expect(allowed.status == 0 && allowed.error.isEmpty)
        #expect(
            CommandRun("render", path, "-o", folder.file("b.png"), "--resources", "/nonexistent")
                .fails(.noInput, saying: "/nonexistent", "--resources"))
    }

    /// Links do not lead out of the folder.
    @Test func linksAreFollowedBeforeTheyAreJudged() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link.png"), withDestinationPath: "/etc/hostname")
        let path = try write("a.svg", "<image href='link.png'/>")
        let run = CommandRun("render", path, "-o", folder.file("a.png"))
        #expect(run.error.contains("outside of the drawing's folder"))
    }
}
