import ArgumentParser
import ModelCatalogue
import PoseAnimate

/// `pose-animate models list`: the models that estimators are made for.
struct ListModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the models of the catalogue and where they are.",
        discussion: """
            Models are looked for in the folders of POSE_ANIMATE_MODELS (separated by colons), then \
            in the user's data folder, ~/.local/share/pose-animate/models.
            """)

    @Flag(help: "As JSON.")
    var json = false

    @Flag(help: ArgumentHelp("As the table of the documentation.", visibility: .hidden))
    var markdown = false

    func run() throws {
        let catalogue = ModelCatalogue.standard
        if markdown {
            StandardStreams.print(CatalogueTable.markdown(catalogue))
            return
        }
        let folders = ModelFolders()
        if json {
            StandardStreams.print(
                JSONValue.array(catalogue.models.map { Self.json($0, folders) }).text)
            return
        }
        let name = catalogue.models.map(\.name.count).max() ?? 0
        let role = catalogue.models.map(\.role.count).max() ?? 0
        for model in catalogue.models {
            StandardStreams.print(
                Self.padded(model.name, name + 2) + Self.padded(model.role, role + 2)
                    + Self.padded(CatalogueTable.size(model), 10) + Self.state(model, folders))
        }
    }

    private static func json(_ model: CatalogueEntry, _ folders: ModelFolders) -> JSONValue {
        .object([
            ("name", .string(model.name)), ("role", .string(model.role)),
            ("file", .string(model.file)), ("summary", .string(model.summary)),
            ("publisher", .string(model.publisher)), ("licence", .string(model.licence)),
            ("sha256", .string(model.sha256)), ("size", .integer(model.size)),
            ("standard", .bool(model.isStandard)),
            ("path", folders.path(of: model).map { .string($0) } ?? .null),
        ])
    }

    private static func state(_ model: CatalogueEntry, _ folders: ModelFolders) -> String {
        guard let path = folders.path(of: model) else { return "not here" }
        do {
            try ModelCatalogue.standard.verify(path, is: model)
            return path
        } catch {
            return "\(path): NOT THIS MODEL"
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }
}
