/// How plug-ins are kept apart: each stage runs in a child process, so that one that crashes, hangs or spoils
/// its memory ends with a `PluginError`, and the program goes on.
public struct Isolation: Sendable, Equatable {
    /// The program that plug-ins run in: a `pose-animate` of the same version.
    public var program: String
    /// Seconds that a plug-in may take for one call.
    public var timeout: Double

    public init(program: String, timeout: Double = standardTimeout) {
        self.program = program
        self.timeout = timeout
    }

    public static let standardTimeout: Double = 10
    public static let longestTimeout: Double = 86400

    /// The subcommand of the program that keeps a plug-in.
    package static let subcommand = "plugin-host"
}
