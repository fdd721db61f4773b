import Glibc
import PoseAnimate

/// Where a run writes to.
struct Destinations {
    var output: String?
    /// The output's sink.
    var sink: StageOptions?
    var contactSheet: String?
    var geometry: String?
    /// The file that the movie's sound is in.
    var soundPath: String?
    /// Whether nothing in the frames is transparent.
    var isOpaque = false

    struct Opened {
        var sinks: [any FrameSink] = []
        var sceneSinks: [any SceneSink] = []
        /// The folder that was made for the frames; nil when it was there.
        var newFolder: String?
    }

    /// Opens what frames go to.
    ///
    /// - Throws: errors of the sinks; then a folder that was made for them is gone again.
    func open(for ensemble: Ensemble, _ schedule: FrameSchedule) throws -> Opened {
        var opened = Opened()
        let count = schedule.count(of: ensemble.frameCount)
        func open(_ sink: StageOptions, _ destination: String) throws {
            var request = Registry.SinkRequest(
                destination: destination, framesPerSecond: ensemble.framesPerSecond,
                frameCount: count, isOpaque: isOpaque)
            request.soundtrack = soundPath.map {
                Soundtrack(
                    path: $0,
                    start: Double(schedule.selection?.first ?? 0) / ensemble.framesPerSecond)
            }
            request.manifest = schedule.manifest
            if let vectors = try StageShelf.registry.makeSceneSink(sink, request, ensemble.stage) {
                opened.sceneSinks.append(vectors)
            } else {
                opened.sinks.append(try StageShelf.registry.makeSink(sink, request))
            }
        }
        var newFolder: String?
        if let output, let sink {
            // The folder comes first: the other outputs may lie beside it in a folder to be made.
            if access(output, F_OK) != 0 { newFolder = output }
            try open(sink, output)
        }
        do {
            if let contactSheet {
                // The sheet is drawn last; that its place can be written is known from the start.
                _ = try AtomicFile(path: contactSheet)
                try open(StageOptions(name: "contact-sheet"), contactSheet)
            }
            if let geometry { _ = try OutputFile(path: geometry) }
        } catch {
            // Still empty, so nothing but our own folder can go.
            if let newFolder { rmdir(newFolder) }
            throw error
        }
        opened.newFolder = newFolder
        return opened
    }

    func openGeometry(for ensemble: Ensemble) throws -> GeometryWriter? {
        guard let geometry else { return nil }
        return try GeometryWriter(path: geometry, characters: ensemble.members.map(\.character))
    }
}
