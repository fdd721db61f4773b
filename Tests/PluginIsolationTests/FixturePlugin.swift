import Fixtures
import Foundation
import Testing

/// Plug-ins of Tests/Fixtures/plugins, and the built program that keeps them apart.
enum FixturePlugin {
    static let program =
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "pose-animate").path

    /// - Parameter options: for the compiler.
    /// - Returns: the library's path.
    static func build(
        _ name: String, in folder: TemporaryFolder, _ options: String...
    ) throws -> String {
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
}
