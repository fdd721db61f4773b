import Glibc
import Storage

/// Where models are looked for, in this order, and where fetched ones are put.
public struct ModelFolders: Sendable, Equatable {
    /// The environment's name for folders of models, separated by colons.
    public static let variable = "POSE_ANIMATE_MODELS"

    /// The folders that are searched.
    public var searched: [String]
    /// Where fetched models go: the first folder of the environment's, else the user's own; nil
    /// when there is no home.
    public var home: String?

    public init(searched: [String], home: String?) {
        self.searched = searched
        self.home = home
    }

    /// As the environment says: `POSE_ANIMATE_MODELS`, then `$XDG_DATA_HOME/pose-animate/models`,
    /// which is `~/.local/share/pose-animate/models` by default (XDG Base Directory
    /// Specification).
    public init(environment: (String) -> String? = Self.processEnvironment) {
        func value(_ name: String) -> String? {
            environment(name).flatMap { $0.isEmpty ? nil : $0 }
        }
        let named = value(Self.variable)?.split(separator: ":").map(String.init) ?? []
        // A relative path is to be ignored, says the specification.
        let data =
            value("XDG_DATA_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? value("HOME").map { "\($0)/.local/share" }
        let own = data.map { "\($0)/pose-animate/models" }
        self.init(searched: named + (own.map { [$0] } ?? []), home: named.first ?? own)
    }

    public static func processEnvironment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// The file of a model; nil when no folder has it.
    public func path(of entry: CatalogueEntry) -> String? {
        searched.map { Self.join($0, entry.file) }.first { InputFile.isRepeatable($0) }
    }

    static func join(_ folder: String, _ file: String) -> String {
        folder.hasSuffix("/") ? folder + file : "\(folder)/\(file)"
    }
}
