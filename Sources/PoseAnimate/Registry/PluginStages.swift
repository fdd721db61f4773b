import Motion
import PluginInterface
import Rendering
import Rigging
import Scene
import Sinks

/// Stages that are behind the C interface: the engine's own and those of plug-ins.
extension Registry {
    /// Those of the engine's own stages that are made and called as plug-ins' are, so that every run goes through
    /// the interface.
    static let ownPluginStages =
        builtInMotionStages.stages + builtInRiggingStages.stages
        + builtInRenderingStages.stages + builtInSinkStages.stages

    /// Adds a plug-in's stage. Stages of other kinds than pipelines have are left to who knows of those.
    ///
    /// - Throws: `PluginError` when what it says makes no sense, `PoseAnimateError` when there is one of that name
    ///   or of that ending of files.
    package mutating func register(_ stage: PluginStage) throws {
        do {
            try add(stage)
        } catch let error as PoseAnimateError {
            throw stage.error(
                .badData, "\(error.message); a plug-in's stage needs a name of its own")
        }
    }

    private mutating func add(_ stage: PluginStage) throws {
        let description = stage.description
        let about = Description(
            description.id, description.summary, description.options, origin: Origin(stage))
        switch description.kind {
        case .source:
            try register(
                .source({ location, options in
                    try options.naming {
                        try PluginSource(stage, location: location, values: options.values)
                    }
                }), about)
        case .filter:
            try register(
                .filter({ options, header in
                    try options.naming {
                        try PluginFilter.make(stage, values: options.values, for: header)
                    }
                }), about)
        case .weights:
            try register(
                .weights({ options in
                    try options.naming { try PluginWeights(stage, values: options.values) }
                }), about)
        case .deformer:
            try register(
                .deformer(
                    { character, options in
                        try options.naming {
                            try PluginDeformer(
                                stage, values: options.values, for: character.tables)
                        }
                    }, refines: description.refines), about)
        case .renderer:
            try register(
                .renderer({ request, options in
                    try options.naming {
                        let list = DisplayList(request.drawing) {
                            request.shapes?.contains($0) ?? true
                        }
                        return try PluginRenderer(
                            stage, values: options.values, drawing: request.drawing, list: list,
                            placement: request.placement)
                    }
                }), about)
        case .sink: try register(sink: stage, about)
        case .modelOperator, .delegate, .device, .sensor: break
        }
    }

    private mutating func register(sink stage: PluginStage, _ about: Description) throws {
        let own = try PluginSinkTraits(of: stage)
        let traits = SinkTraits(
            endings: own.endings, fillsFolders: own.isFilePerFrame, streams: own.streams,
            keepsAlpha: !own.dropsAlpha, keepsFramesApart: own.isFilePerFrame)
        for other in sinks {
            if let ending = other.traits.endings.first(where: own.endings.contains) {
                throw stage.error(
                    .badData, "files that end in .\(ending) are `\(other.name)`'s already")
            }
        }
        try register(
            .sink(
                { request, options in
                    try options.naming {
                        let isPicture = own.endings.contains {
                            request.destination.lowercased().hasSuffix("." + $0)
                        }
                        if own.isFilePerFrame, isPicture, let count = request.frameCount,
                            count != 1
                        {
                            throw PoseAnimateError(
                                .usage,
                                "\(request.destination) holds one picture, and there are \(count) "
                                    + "frames; select one (--frames), or give a folder")
                        }
                        return try PluginSink(
                            stage, values: options.values, path: request.destination,
                            framesPerSecond: request.framesPerSecond,
                            frameCount: request.frameCount, isOpaque: request.isOpaque,
                            manifest: request.manifest)
                    }
                }, traits), about)
    }
}

extension StageOptions {
    /// Makes a stage; values that do not fit are told as those of all stages are.
    func naming<Made>(_ make: () throws -> Made) throws -> Made {
        do {
            return try make()
        } catch let error as PluginError where error.kind == .usage && error.source.isEmpty {
            throw PoseAnimateError(
                .usage,
                error.place.isEmpty ? error.message : "stage `\(name)`: \(error.message)")
        }
    }
}

extension Registry.Origin {
    /// Nil for the engine's own.
    package init?(_ stage: PluginStage) {
        guard !stage.source.isEmpty else { return nil }
        let temporal =
            switch stage.description.temporal {
            case .stateless: "stateless"
            case .window(let frames): "window \(frames)"
            case .sequential: "sequential"
            }
        self.init(
            file: stage.source, version: stage.description.version, temporal: temporal)
    }
}
