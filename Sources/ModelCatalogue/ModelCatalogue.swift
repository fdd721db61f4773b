import Yams

/// The models that estimators are made for: names, roles, hashes and where they come from.
public struct ModelCatalogue: Sendable, Equatable, Decodable {
    public var wheels: [CatalogueWheel]
    public var models: [CatalogueEntry]

    /// The catalogue that ships with the engine.
    public static let standard: ModelCatalogue = {
        let text = String(decoding: PackageResources.catalogue_yaml, as: UTF8.self)
        // A test reads it; a catalogue that cannot be read would hold nothing.
        return (try? YAMLDecoder().decode(ModelCatalogue.self, from: text))
            ?? ModelCatalogue(wheels: [], models: [])
    }()

    /// - Throws: `unknownName`.
    public func model(named name: String) throws(CatalogueError) -> CatalogueEntry {
        if let model = models.first(where: { $0.name == name }) { return model }
        throw CatalogueError(
            .unknownName, source: name,
            "no model has that name; there are \(models.map(\.name).joined(separator: ", "))")
    }

    /// The models that can play a role, the preferred one first.
    public func models(forRole role: String) -> [CatalogueEntry] {
        models.filter { $0.role == role }
    }

    public func model(withHash sha256: String) -> CatalogueEntry? {
        models.first { $0.sha256 == sha256 }
    }
}
