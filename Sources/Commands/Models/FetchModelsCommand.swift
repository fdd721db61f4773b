import ArgumentParser
import ModelCatalogue
import PoseAnimate

/// `pose-animate models fetch`: brings models.
struct FetchModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Bring models of the catalogue.",
        discussion: """
            MediaPipe's models come out of its package on PyPI, through pip; others from their \
            publishers, through curl. Each is verified by its SHA-256 before it gets its name. They \
            are put in the first folder of POSE_ANIMATE_MODELS, else in the user's data folder.
            """)

    @Argument(
        help: ArgumentHelp(
            "Names of models. Default: those that detect needs by itself.", valueName: "name"))
    var names: [String] = []

    @Flag(help: "All models of the catalogue.")
    var all = false

    @Option(
        help: ArgumentHelp(
            "A wheel or a model's file that is on disk already, or a folder with such; nothing is "
                + "downloaded.", valueName: "path"))
    var from: String?

    @Flag(help: "No word of what is done.")
    var quiet = false

    func validate() throws {
        if all, !names.isEmpty { throw ValidationError("give names or --all") }
    }

    func run() throws {
        let catalogue = ModelCatalogue.standard
        var entries = catalogue.models.filter { all || $0.isStandard }
        if !names.isEmpty { entries = try names.map { try Self.model($0, catalogue) } }
        let (isQuiet, source, wanted) = (quiet, from, entries)
        let fetch = try ModelFetch(folders: ModelFolders()) { line in
            if !isQuiet { StandardStreams.complain(line) }
        }
        let outcomes = try Waiting.result(of: { try await fetch.bring(wanted, from: source) })
        for (entry, outcome) in zip(entries, outcomes) where !quiet {
            if case .present(let path) = outcome {
                StandardStreams.complain("\(entry.name): is here already, \(path)")
            }
        }
    }

    private static func model(
        _ name: String, _ catalogue: ModelCatalogue
    ) throws -> CatalogueEntry {
        do {
            return try catalogue.model(named: name)
        } catch {
            guard let near = Spelling.nearest(to: name, among: catalogue.models.map(\.name)) else {
                throw error
            }
            throw CatalogueError(
                .unknownName, source: name, "no model has that name; did you mean `\(near)`?")
        }
    }
}
