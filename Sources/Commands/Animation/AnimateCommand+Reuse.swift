import Glibc
import PoseAnimate

/// What an earlier run has made and need not be made again.
extension AnimateCommand {
    func schedule(_ sink: StageOptions?) throws -> FrameSchedule {
        var schedule = FrameSchedule(selection: try motion.selection(), part: try work.part())
        guard let folder = output.output, let sink, try output.keepsFramesApart(sink) else {
            return schedule
        }
        if work.skipExisting {
            let endings = try StageShelf.registry.sinkTraits(sink).endings
            schedule.existing = FrameNames(directory: folder, ending: endings.first ?? "")
        }
        return schedule
    }

    /// The files that are whole when the run has come to its end, and not before.
    func products(of sink: StageOptions?) throws -> [String] {
        let single = try output.keepsFramesApart(sink) ? nil : output.output
        return [single, output.contactSheet, output.geometry].compactMap(\.self)
    }

    /// Last of all that may fail: a manifest of other frames is begun anew.
    func openManifest(for schedule: inout FrameSchedule) throws {
        guard let path = work.manifest else { return }
        if let folder = output.output, try output.keepsFramesApart(output.sink()) {
            // It may lie in the folder that is made for the frames.
            try Directory.create(folder)
        }
        schedule.manifest = try Manifest(path: path, origin: try origin())
    }

    /// Notes that all that the run writes is there and whole, when others have done it.
    func recordProducts() throws {
        var schedule = FrameSchedule(selection: nil)
        guard let path = work.manifest else { return }
        schedule.manifest = try Manifest(path: path, origin: try origin())
        try schedule.record(try products(of: output.sink()))
    }

    /// Whether files that show a whole clip are there, as an earlier run with the same options has
    /// noted.
    func isFinished() throws -> Bool {
        let sink = try output.sink()
        let products = try products(of: sink)
        guard !products.isEmpty, let path = work.manifest, access(path, F_OK) == 0,
            try !output.keepsFramesApart(sink)
        else { return false }
        var schedule = FrameSchedule(selection: nil)
        schedule.manifest = try Manifest(path: path, origin: try origin())
        return schedule.hasAll(products, of: nil)
    }

    /// The plug-ins whose stages the run is made of.
    private func pluginFiles() throws -> [String] {
        let named =
            try motion.filters + motion.deformers
            + [motion.weights, picture.renderer, source, output.sink()?.name].compactMap(\.self)
        let names = Set(named.map { $0.prefix { $0 != "," } })
        let files = try StageShelf.registry.entries
            .filter { names.contains($0.name[...]) }.compactMap(\.origin?.file)
        return Set(files).sorted()
    }

    /// What makes the files what they are.
    private func origin() throws -> Manifest.Origin {
        let files = try (inputs.compactMap(\.path) + pluginFiles())
            .filter { InputFile.isRepeatable($0) }
        let isWhole = try !products(of: output.sink()).isEmpty
        return Manifest.Origin(
            engine: engineVersion,
            arguments: RunArguments.drawing(RunArguments.current, keepsSelection: isWhole),
            inputs: try files.map { ($0, try FileHash.sha256(of: $0)) })
    }
}
