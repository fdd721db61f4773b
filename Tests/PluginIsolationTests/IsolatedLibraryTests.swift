import Fixtures
import Foundation
import PluginIsolation
import PoseAnimate
import Testing

/// Plug-ins that are kept apart by the built program, as a program that uses the library has them.
@Suite struct IsolatedLibraryTests {
    private let folder = try? TemporaryFolder()

    @Test func sourceGivesTheSameFrames() throws {
        let plugin = try build("kinds")
        let near = try frames(of: StageLibrary(), plugin)
        let apart = try frames(of: isolated(), plugin)
        #expect(near.count == 9)
        let areSame = near == apart
        #expect(areSame)
    }

    @Test func sourceThatCrashesIsNamed() throws {
        let plugin = try build("kinds")
        var library = isolated()
        try library.load(plugin)
        var source = try library.registry.makeSource(
            StageOptions(name: "sway", values: ["crash": "true"]), location: "9")
        _ = try source.next()
        _ = try source.next()
        let error = #expect(throws: MotionError.self) { _ = try source.next() }
        #expect(error?.kind == .fault)
        #expect(error?.source == plugin)
        #expect(error?.place == "source `sway`")
        #expect(error?.message.contains("crashed (aborted itself) in frame 2") == true)
    }

    @Test func whatPluginsTellIsHeard() throws {
        let plugin = try build("trouble")
        let heard = Heard()
        var library = isolated { heard.lines.append("\($0): \($1)") }
        try library.load(plugin)
        #expect(heard.lines.isEmpty)
        // A filter that is made and let go.
        _ = try library.registry.makeFilter(
            StageOptions(name: "trouble", values: ["mood": "crash-destroyed"]))
        #expect(heard.lines.count == 1)
        #expect(
            heard.lines.first?.hasPrefix("\(plugin): warning: filter `trouble`: crashed") == true)
        #expect(library.plugins.map(\.id) == ["org.example.trouble"])
    }

    @Test func fileThatIsLoadedTwiceIsOnePlugin() throws {
        let plugin = try build("kinds")
        var library = isolated()
        try library.load(plugin)
        try library.load(plugin)
        #expect(library.plugins.count == 1)
    }

    @Test func whatIsNoPluginIsToldAsIfItWereLoadedHere() throws {
        let folder = try #require(folder)
        let file = try folder.write("no plug-in".utf8, "text.so")
        for path in [file, folder.file("missing.so")] {
            var (near, apart) = (StageLibrary(), isolated())
            let here = #expect(throws: PluginError.self) { try near.load(path) }
            let there = #expect(throws: PluginError.self) { try apart.load(path) }
            #expect(here == there)
        }
    }

    @Test func programThatIsMissingIsUnavailable() throws {
        let plugin = try build("kinds")
        var library = StageLibrary(isolation: Isolation(program: "/nowhere/pose-animate"))
        let error = #expect(throws: PluginError.self) { try library.load(plugin) }
        #expect(error?.kind == .unavailable)
        #expect(error?.message.contains("cannot start /nowhere/pose-animate") == true)
    }

    @Test func programThatAnswersNonsenseIsToldOf() throws {
        let plugin = try build("kinds")
        let folder = try #require(folder)
        let script = "#!/bin/sh\nprintf 'what do you mean?' >&3\nexec cat <&3 >/dev/null\n"
        let liar = try folder.write(script.utf8, "liar")
        #expect(chmod(liar, 0o755) == 0)
        var library = StageLibrary(isolation: Isolation(program: liar))
        let error = #expect(throws: PluginError.self) { try library.load(plugin) }
        #expect(error?.kind == .fault)
        #expect(error?.message.contains("answered nonsense") == true)
    }

    private func isolated(log: @escaping StageLibrary.Log = { _, _ in }) -> StageLibrary {
        StageLibrary(isolation: Isolation(program: FixturePlugin.program), log: log)
    }

    private func frames(of library: StageLibrary, _ plugin: String) throws -> [MotionFrame] {
        var library = library
        try library.load(plugin)
        var source = try library.registry.makeSource(
            StageOptions(name: "sway", values: ["amount": "3"]), location: "9")
        #expect(source.header.framesPerSecond == 30)
        #expect(source.header.frameCount == 9)
        var frames: [MotionFrame] = []
        while let frame = try source.next() { frames.append(frame) }
        return frames
    }

    private func build(_ name: String) throws -> String {
        try FixturePlugin.build(name, in: #require(folder))
    }
}

/// Lines that one thread hears.
private final class Heard: @unchecked Sendable {
    var lines: [String] = []
}
