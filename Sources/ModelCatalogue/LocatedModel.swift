import Storage

/// A model's file, and what the catalogue knows of it.
public struct LocatedModel: Sendable, Equatable {
    public var path: String
    /// Nil for a file that the catalogue does not know.
    public var entry: CatalogueEntry?
}

extension ModelCatalogue {
    /// Finds the model for a role in the folders, and checks that it is what it should be.
    ///
    /// - Throws: `missing` when no folder has one, `wrongContent` when a file is another than the
    ///   catalogue means.
    public func locate(
        role: String, in folders: ModelFolders
    ) throws(CatalogueError) -> LocatedModel {
        let candidates = models(forRole: role)
        guard let preferred = candidates.first else {
            throw CatalogueError(.unknownName, source: role, "no model plays that role")
        }
        for entry in candidates {
            guard let path = folders.path(of: entry) else { continue }
            try verify(path, is: entry)
            return LocatedModel(path: path, entry: entry)
        }
        throw CatalogueError(
            .missing, source: preferred.name,
            "the model \(preferred.file) is needed and not there; run `pose-animate models fetch "
                + "\(preferred.name)`, or \(placing(preferred, in: folders))")
    }

    /// What a file is that was named by the user.
    ///
    /// - Throws: `missing` or `inputOutput` when it cannot be read.
    public func identify(_ path: String) throws(CatalogueError) -> LocatedModel {
        LocatedModel(path: path, entry: model(withHash: try CatalogueError.hash(of: path)))
    }

    /// Checks that a file is the model that its name says.
    ///
    /// - Throws: `wrongContent` naming both hashes.
    public func verify(_ path: String, is entry: CatalogueEntry) throws(CatalogueError) {
        let found = try CatalogueError.hash(of: path)
        guard found != entry.sha256 else { return }
        throw CatalogueError(
            .wrongContent, source: path,
            "is not the model \(entry.name): its SHA-256 begins \(found.prefix(12)), not "
                + "\(entry.sha256.prefix(12)); remove it and run `pose-animate models fetch "
                + "\(entry.name)`")
    }

    /// How to have a model without a network.
    func placing(_ entry: CatalogueEntry, in folders: ModelFolders) -> String {
        let folder = folders.home ?? "a folder that \(ModelFolders.variable) names"
        return "place \(entry.file) (SHA-256 \(entry.sha256)) in \(folder)"
    }
}
