import ArgumentParser
import ModelCatalogue
import PoseAnimate

/// Finds the models that estimators ask for: files that the command line names, else those in the
/// folders for models, verified.
struct ModelFinder {
    private let catalogue = ModelCatalogue.standard
    private let folders = ModelFolders()
    private let warn: (String) -> Void
    /// Files by role, as given on the command line.
    private var explicit: [String: String] = [:]

    /// - Parameters:
    ///   - texts: `role=file` or `file`, whose role is told by its content.
    ///   - mainRole: what a file is meant for that the catalogue does not know.
    ///   - warn: is told of files that nobody verified.
    /// - Throws: when a file is missing or a role is unknown or given twice.
    init(explicit texts: [String], mainRole: String, warn: @escaping (String) -> Void) throws {
        self.warn = warn
        let roles = Set(catalogue.models.map(\.role))
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let named = parts.count == 2 ? String(parts[0]) : nil
            let path = named == nil ? text : String(parts[1])
            if let named, !roles.contains(named) {
                let hint = Spelling.nearest(to: named, among: roles.sorted())
                throw ValidationError(
                    "--model \(text): no model plays the role \(named); "
                        + (hint.map { "did you mean \($0)?" }
                            ?? "there are \(roles.sorted().joined(separator: ", "))"))
            }
            let located = try catalogue.identify(path)
            if located.entry == nil {
                warn("\(path): no model of the catalogue; nobody has verified it")
            }
            let role = named ?? located.entry?.role ?? mainRole
            guard explicit.updateValue(path, forKey: role) == nil else {
                throw ValidationError("--model \(text): there is another model for \(role)")
            }
        }
    }

    func model(forRole role: String) throws -> Model {
        if let path = explicit[role] { return try Model(contentsOf: path) }
        return try Model(contentsOf: catalogue.locate(role: role, in: folders).path)
    }
}
