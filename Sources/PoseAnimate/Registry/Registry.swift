import Geometry
import Inference
import Motion
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
        case source, estimator, filter, deformer, renderer, sink
    }

    /// What is told about a registered stage.
    public struct Entry: Sendable, Equatable {
        public var kind: Kind
        public var name: String
        /// One line for `pose-animate plugins`.
        public var summary: String
        /// The settings that it takes, as far as it tells them.
        public var settings: [StageSetting] = []
    }

    public typealias MakeSource =
        @Sendable (_ location: String, _ options: StageOptions) throws -> any MotionSource
    public typealias MakeEstimator =
        @Sendable (_ request: EstimatorRequest, _ options: StageOptions) throws
        -> any PersonEstimator
    public typealias MakeFilter = @Sendable (_ options: StageOptions) throws -> any MotionFilter
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

    private enum Maker: Sendable {
        case source(MakeSource)
        case estimator(MakeEstimator)
        case filter(MakeFilter)
        case deformer(MakeDeformer)
        case renderer(MakeRenderer)
        case sink(MakeSink, SinkTraits)
        case sceneSink(MakeSceneSink, SinkTraits)

        var kind: Kind {
            switch self {
            case .source: .source
            case .estimator: .estimator
            case .filter: .filter
            case .deformer: .deformer
            case .renderer: .renderer
            case .sink, .sceneSink: .sink
            }
        }
    }

    private var makers:
        [Kind: [String: (maker: Maker, summary: String, settings: [StageSetting])]] = [:]

    /// A registry with nothing in it.
    public init() {}

    /// Everything registered, by kind in the order of the data flow, then by name.
    public var entries: [Entry] {
        Kind.allCases.flatMap { kind in
            (makers[kind] ?? [:]).sorted { $0.key < $1.key }.map { name, value in
                Entry(
                    kind: kind, name: name, summary: value.summary, settings: value.settings)
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
    ) throws(PoseAnimateError) { try register(.source(make), name, summary, settings) }

    public mutating func register(
        estimator name: String, summary: String, settings: [StageSetting] = [],
        make: @escaping MakeEstimator
    ) throws(PoseAnimateError) { try register(.estimator(make), name, summary, settings) }

    public mutating func register(
        filter name: String, summary: String, settings: [StageSetting] = [],
        make: @escaping MakeFilter
    ) throws(PoseAnimateError) { try register(.filter(make), name, summary, settings) }

    public mutating func register(
        deformer name: String, summary: String, settings: [StageSetting] = [],
        make: @escaping MakeDeformer
    ) throws(PoseAnimateError) { try register(.deformer(make), name, summary, settings) }

    public mutating func register(
        renderer name: String, summary: String, settings: [StageSetting] = [],
        make: @escaping MakeRenderer
    ) throws(PoseAnimateError) { try register(.renderer(make), name, summary, settings) }

    public mutating func register(
        sink name: String, summary: String, settings: [StageSetting] = [],
        traits: SinkTraits = SinkTraits(), make: @escaping MakeSink
    ) throws(PoseAnimateError) { try register(.sink(make, traits), name, summary, settings) }

    /// Registers a sink that takes frames as geometry.
    public mutating func register(
        sceneSink name: String, summary: String, settings: [StageSetting] = [],
        traits: SinkTraits = SinkTraits(), make: @escaping MakeSceneSink
    ) throws(PoseAnimateError) { try register(.sceneSink(make, traits), name, summary, settings) }

    private mutating func register(
        _ maker: Maker, _ name: String, _ summary: String, _ settings: [StageSetting]
    ) throws(PoseAnimateError) {
        guard makers[maker.kind]?[name] == nil else {
            throw PoseAnimateError(
                .usage, "a \(maker.kind.rawValue) named `\(name)` is registered already")
        }
        makers[maker.kind, default: [:]][name] = (maker, summary, settings)
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

    public func makeFilter(_ options: StageOptions) throws -> any MotionFilter {
        guard case .filter(let make) = try maker(.filter, options) else { throw mismatch(options) }
        return try make(options)
    }

    public func makeDeformer(
        _ options: StageOptions, for character: RiggedCharacter
    ) throws -> any Deformer {
        guard case .deformer(let make) = try maker(.deformer, options) else {
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
