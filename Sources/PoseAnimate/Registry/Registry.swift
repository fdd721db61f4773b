import Geometry
import Inference
import Motion
import PluginKit
import Rendering
import Rigging
import Scene
import Vision

/// The stages that a pipeline can be made of, by kind and name.
///
/// The built-in stages are registered here like any others, so the pipeline knows no concrete one.
public struct Registry: Sendable {
    /// The kinds of stage, in the order of the data flow.
    public enum Kind: String, Sendable, CaseIterable {
        case source, estimator, filter, weights, deformer, renderer, sink
    }

    /// What is told about a registered stage.
    public struct Entry: Sendable, Equatable {
        public var kind: Kind
        public var name: String
        /// One line for `pose-animate plugins`.
        public var summary: String
        /// The settings that it takes, as far as it tells them.
        public var settings: [StageSetting] = []
        /// The plug-in that it comes from; nil for a stage of the engine's or of the program's.
        public var origin: Origin?

        /// Whether it takes a setting of that name.
        public func hasSetting(_ name: String) -> Bool {
            settings.contains { $0.name == name }
        }
    }

    /// Where a plug-in's stage comes from.
    public struct Origin: Sendable, Equatable {
        /// The plug-in's file.
        public var file: String
        /// The stage's own version, when it says one.
        public var version: String?
        /// "stateless", "window 3" or "sequential".
        public var temporal: String
    }

    public typealias MakeSource =
        @Sendable (_ location: String, _ options: StageOptions) throws -> any MotionSource
    public typealias MakeEstimator =
        @Sendable (_ request: EstimatorRequest, _ options: StageOptions) throws
        -> any PersonEstimator
    public typealias MakeFilter = @Sendable (_ options: StageOptions) throws -> any MotionFilter
    public typealias MakeWeights = @Sendable (_ options: StageOptions) throws -> any WeightRule
    public typealias MakeDeformer =
        @Sendable (_ character: RiggedCharacter, _ options: StageOptions) throws -> any Deformer
    public typealias MakeRenderer =
        @Sendable (_ request: RendererRequest, _ options: StageOptions) throws -> any Renderer
    public typealias MakeSink =
        @Sendable (_ request: SinkRequest, _ options: StageOptions) throws -> any FrameSink

    public typealias MakeSceneSink =
        @Sendable (_ request: SinkRequest, _ stage: VectorStage, _ options: StageOptions) throws
        -> any SceneSink

    /// What an estimator is to look for, and with what.
    public struct EstimatorRequest {
        /// The most people to find.
        public var people: Int
        /// Whether pictures follow each other as a video's do, which lets estimators steady and
        /// predict what they see.
        public var isVideo: Bool
        public var interpreter: Interpreter.Options
        /// Finds a model by the role that it plays, such as "face-landmarks".
        public var findModel: (_ role: String) throws -> Model
        /// Finds bodies, for an estimator that adds something to them; nil when there is none.
        public var body: (any PersonEstimator)?

        public init(
            people: Int = 1, isVideo: Bool = true, interpreter: Interpreter.Options = .init(),
            body: (any PersonEstimator)? = nil,
            findModel: @escaping (_ role: String) throws -> Model
        ) {
            self.people = people
            self.isVideo = isVideo
            self.interpreter = interpreter
            self.body = body
            self.findModel = findModel
        }
    }

    /// What a renderer is to draw.
    public struct RendererRequest: Sendable {
        public var drawing: Drawing
        /// Indices of the shapes to draw; nil for all.
        public var shapes: Set<Int>?
        public var placement: Placement

        public init(drawing: Drawing, shapes: Set<Int>? = nil, placement: Placement) {
            self.drawing = drawing
            self.shapes = shapes
            self.placement = placement
        }
    }

    enum Maker: Sendable {
        case source(MakeSource)
        case estimator(MakeEstimator)
        case filter(
            @Sendable (_ options: StageOptions, _ header: ClipHeader) throws -> any MotionFilter)
        case weights(MakeWeights)
        case deformer(MakeDeformer, refines: Bool)
        case renderer(MakeRenderer)
        case sink(MakeSink, SinkTraits)
        case sceneSink(MakeSceneSink, SinkTraits)

        var kind: Kind {
            switch self {
            case .source: .source
            case .estimator: .estimator
            case .filter: .filter
            case .weights: .weights
            case .deformer: .deformer
            case .renderer: .renderer
            case .sink, .sceneSink: .sink
            }
        }
    }

    /// What is told about a stage when it is registered.
    struct Description: Sendable {
        var name: String
        var summary: String
        var settings: [StageSetting]
        var origin: Origin?

        init(
            _ name: String, _ summary: String, _ settings: [StageSetting], origin: Origin? = nil
        ) {
            self.name = name
            self.summary = summary
            self.settings = settings
            self.origin = origin
        }
    }

    private var makers: [Kind: [String: (maker: Maker, about: Description)]] = [:]

    /// A registry with nothing in it.
    public init() {}

    /// Everything registered, by kind in the order of the data flow, then by name.
    public var entries: [Entry] {
        Kind.allCases.flatMap { kind in
            (makers[kind] ?? [:]).sorted { $0.key < $1.key }.map { name, value in
                Entry(
                    kind: kind, name: name, summary: value.about.summary,
                    settings: value.about.settings, origin: value.about.origin)
            }
        }
    }

    /// The registered sinks by name, with what they can do.
    var sinks: [(name: String, traits: SinkTraits)] {
        (makers[.sink] ?? [:]).sorted { $0.key < $1.key }.compactMap { name, value in
            switch value.maker {
            case .sink(_, let traits), .sceneSink(_, let traits): (name, traits)
            default: nil
            }
        }
    }

    public mutating func register(
        source name: String, summary: String, settings: [StageSetting] = [],
        make: @escaping MakeSource
    ) throws(PoseAnimateError) { try register(.source(make), Description(name, summary, settings)) }

    public mutating func register(
        estimator name: String, summary: String, settings: [StageSetting] = [],
        make: @escaping MakeEstimator
    ) throws(PoseAnimateError) {
        try register(.estimator(make), Description(name, summary, settings))
    }

    public mutating func register(
        filter name: String, summary: String, settings: [StageSetting] = [],
        make: @escaping MakeFilter
    ) throws(PoseAnimateError) {
        try register(
            .filter({ options, _ in try make(options) }), Description(name, summary, settings))
    }

    public mutating func register(
        weights name: String, summary: String, settings: [StageSetting] = [],
        make: @escaping MakeWeights
    ) throws(PoseAnimateError) {
        try register(.weights(make), Description(name, summary, settings))
    }

    public mutating func register(
        deformer name: String, summary: String, settings: [StageSetting] = [],
        refines: Bool = false, make: @escaping MakeDeformer
    ) throws(PoseAnimateError) {
        try register(.deformer(make, refines: refines), Description(name, summary, settings))
    }

    public mutating func register(
        renderer name: String, summary: String, settings: [StageSetting] = [],
        make: @escaping MakeRenderer
    ) throws(PoseAnimateError) {
        try register(.renderer(make), Description(name, summary, settings))
    }

    public mutating func register(
        sink name: String, summary: String, settings: [StageSetting] = [],
        traits: SinkTraits = SinkTraits(), make: @escaping MakeSink
    ) throws(PoseAnimateError) {
        try register(.sink(make, traits), Description(name, summary, settings))
    }

    /// Registers a sink that takes frames as geometry.
    public mutating func register(
        sceneSink name: String, summary: String, settings: [StageSetting] = [],
        traits: SinkTraits = SinkTraits(), make: @escaping MakeSceneSink
    ) throws(PoseAnimateError) {
        try register(.sceneSink(make, traits), Description(name, summary, settings))
    }

    mutating func register(_ maker: Maker, _ about: Description) throws(PoseAnimateError) {
        guard makers[maker.kind]?[about.name] == nil else {
            throw PoseAnimateError(
                .usage,
                "a \(maker.kind.rawValue) named `\(about.name)` is registered already")
        }
        makers[maker.kind, default: [:]][about.name] = (maker, about)
    }

    public func makeSource(_ options: StageOptions, location: String) throws -> any MotionSource {
        guard case .source(let make) = try maker(.source, options) else { throw mismatch(options) }
        return try make(location, options)
    }

    public func makeEstimator(
        _ options: StageOptions, _ request: EstimatorRequest
    ) throws -> any PersonEstimator {
        guard case .estimator(let make) = try maker(.estimator, options) else {
            throw mismatch(options)
        }
        return try make(request, options)
    }

    /// - Parameter header: what is known of the motion that it is for.
    public func makeFilter(
        _ options: StageOptions, for header: ClipHeader = ClipHeader()
    ) throws -> any MotionFilter {
        guard case .filter(let make) = try maker(.filter, options) else { throw mismatch(options) }
        return try make(options, header)
    }

    public func makeWeights(_ options: StageOptions) throws -> any WeightRule {
        guard case .weights(let make) = try maker(.weights, options) else {
            throw mismatch(options)
        }
        return try make(options)
    }

    /// Whether a deformer changes what the deformer before it has written.
    public func refines(_ options: StageOptions) throws(PoseAnimateError) -> Bool {
        guard case .deformer(_, let refines) = try maker(.deformer, options) else { return false }
        return refines
    }

    public func makeDeformer(
        _ options: StageOptions, for character: RiggedCharacter
    ) throws -> any Deformer {
        guard case .deformer(let make, _) = try maker(.deformer, options) else {
            throw mismatch(options)
        }
        return try make(character, options)
    }

    public func makeRenderer(
        _ options: StageOptions, _ request: RendererRequest
    ) throws -> any Renderer {
        guard case .renderer(let make) = try maker(.renderer, options) else {
            throw mismatch(options)
        }
        return try make(request, options)
    }

    public func makeSink(_ options: StageOptions, _ request: SinkRequest) throws -> any FrameSink {
        guard case .sink(let make, _) = try maker(.sink, options) else { throw mismatch(options) }
        return try make(request, options)
    }

    /// A sink that takes frames as geometry; nil when the sink takes pictures.
    public func makeSceneSink(
        _ options: StageOptions, _ request: SinkRequest, _ stage: VectorStage
    ) throws -> (any SceneSink)? {
        guard case .sceneSink(let make, _) = try maker(.sink, options) else { return nil }
        return try make(request, stage, options)
    }

    /// Whether a sink takes frames as geometry, not as pictures.
    public func takesGeometry(_ options: StageOptions) throws(PoseAnimateError) -> Bool {
        if case .sceneSink = try maker(.sink, options) { return true }
        return false
    }

    /// What is told about a registered sink.
    public func sinkTraits(_ options: StageOptions) throws(PoseAnimateError) -> SinkTraits {
        switch try maker(.sink, options) {
        case .sink(_, let traits), .sceneSink(_, let traits): return traits
        default: throw mismatch(options)
        }
    }

    private func maker(_ kind: Kind, _ options: StageOptions) throws(PoseAnimateError) -> Maker {
        let table = makers[kind] ?? [:]
        if let found = table[options.name] { return found.maker }
        let names = table.keys.sorted()
        let nearest = Spelling.nearest(to: options.name, among: names)
        let hint =
            nearest.map { "did you mean `\($0)`?" } ?? "there are \(names.joined(separator: ", "))"
        throw PoseAnimateError(
            .unknownStage, "no \(kind.rawValue) is named `\(options.name)`; \(hint)")
    }

    private func mismatch(_ options: StageOptions) -> PoseAnimateError {
        PoseAnimateError(.unknownStage, "`\(options.name)` is registered as another kind of stage")
    }
}
