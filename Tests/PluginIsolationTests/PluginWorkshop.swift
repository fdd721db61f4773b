import Fixtures
import Foundation
import PluginIsolation
import Testing

/// Makes plug-ins of Tests/Fixtures/plugins, in a folder that goes with it.
struct PluginWorkshop {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// - Parameter options: for the compiler.
    func build(_ name: String, _ options: String...) throws -> String {
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        let library = folder.file("\(name).so")
        let include = URL(filePath: fixture("../../Sources/CPoseAnimatePlugin/include"))
            .standardized.path
        compiler.arguments =
            ["clang", "-std=gnu11", "-O1", "-fPIC", "-shared", "-I\(include)"] + options
            + [fixture("plugins/\(name).c"), "-o", library]
        try compiler.run()
        compiler.waitUntilExit()
        #expect(compiler.terminationStatus == 0)
        return library
    }

    /// The processes that keep a plug-in.
    static func processes(of plugin: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
            guard Int(name) != nil,
                let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
            else { return false }
            let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return words.contains(Isolation.subcommand) && words.contains(plugin)
        }
    }
}

extension Isolation {
    /// By the program that lies beside the tests.
    static var byBuiltProgram: Isolation {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return Isolation(
            program: tests.deletingLastPathComponent().appending(path: "pose-animate").path)
    }
}
