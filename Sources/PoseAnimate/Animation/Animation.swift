import Geometry
import Motion
import Piping
import Rendering
import Rigging
import Scene

/// A character following a stream of motion, frame by frame.
///
///     let character = try RiggedCharacter(path: "ada.svg")
///     var animation = try Animation(of: character, motion: ClipSource(path: "wave.json"))
///     let picture = try animation.makePicture()
///     while let index = try animation.advance() {
///         try animation.draw(into: picture)
///     }
///
/// Motion is evaluated from the clip's first frame whatever is drawn, so a frame looks the same in
/// whichever selection it is drawn. Deforming and drawing use the same buffers for every frame.
public struct Animation {
    public let character: RiggedCharacter
    /// Frames a second of the output.
    public let framesPerSecond: Double
    /// How many frames there will be; nil when the source does not know.
    public let frameCount: Int?
    /// The picture's size in pixels.
    public let pictureWidth: Int
    public let pictureHeight: Int
    /// From the clip's pixels to the picture's, and what lies under the drawing.
    public let placement: Placement
    /// The rig's keypoints in the current frame.
    public private(set) var posture: Posture
    /// The drawing's geometry in the current frame, in the clip's pixels.
    public private(set) var scene: SceneFrame

    private var motion: any MotionSource
    private var tracker: PostureTracker
    private var deformers: [any Deformer]
    private let renderer: any Renderer
    private let rendererMaker: @Sendable () throws -> any Renderer
    private let whenLost: AnimationOptions.WhenLost

    /// - Throws: `PoseAnimateError` when an option is wrong or the clip says too little; errors of
    ///   the stages that are made.
    public init(
        of character: RiggedCharacter, motion: any MotionSource,
        options: AnimationOptions = AnimationOptions(), registry: Registry = .builtIn
    ) throws {
        guard let size = options.clipSize ?? motion.header.size else {
            throw PoseAnimateError(
                .badData,
                "the clip does not say how large its picture is; add width and height to it, or "
                    + "give the size (--clip-size 1280x720)")
        }
        let layout = try PictureLayout(clip: size, size: options.pictureSize)
        let rate = options.framesPerSecond ?? motion.header.framesPerSecond ?? 30
        guard rate > 0, rate <= 1000 else {
            throw PoseAnimateError(
                .usage, "\(rate) frames a second cannot be made; choose more than 0, up to 1000")
        }
        self.character = character
        pictureWidth = layout.width
        pictureHeight = layout.height
        framesPerSecond = rate
        let filters = try options.filters.map { try registry.makeFilter($0, for: motion.header) }
        try Self.check(filters, named: options.filters, see: motion.header)
        let pipes = try Self.pipes(options.pipeFilters, for: motion.header, of: size)
        let skeleton = character.binding.skeleton
        tracker = PostureTracker(
            skeleton: skeleton, mirrorWidth: options.isMirrored ? size.width : nil)
        posture = Posture(restPoseOf: skeleton)
        posture.isValid = false
        scene = SceneFrame(restPoseOf: character.drawing)
        deformers = try Self.deformers(options.deformers, for: character, registry)
        placement = Placement(transform: layout.transform, background: options.background)
        let request = Registry.RendererRequest(
            drawing: character.drawing, shapes: Set(character.binding.shapes.map(\.shape)),
            placement: placement)
        rendererMaker = { [stage = options.renderer] in
            try registry.makeRenderer(stage, request)
        }
        renderer = try rendererMaker()
        whenLost = options.whenLost
        self.motion = try Resampler(
            FilteredMotion(motion, filters: filters + pipes), framesPerSecond: rate)
        frameCount = self.motion.header.frameCount
        hideAll()
    }

    /// Remarks of the motion source so far.
    public var motionNotes: [String] { motion.notes }

    /// Goes on to the next frame.
    ///
    /// - Returns: the frame's index; nil after the last.
    /// - Throws: `MotionError` when the motion is damaged from here on.
    public mutating func advance() throws -> Int? {
        guard let frame = try motion.next() else { return nil }
        tracker.update(&posture, with: frame)
        if posture.isValid {
            for place in deformers.indices { try deformers[place].deform(posture, into: &scene) }
        } else if whenLost == .hide {
            hideAll()
        }
        return frame.index
    }

    /// A picture of the right size to draw into, again and again.
    ///
    /// - Throws: `badSize` when the memory for it is more than any picture may take.
    public func makePicture() throws(RenderingError) -> PixelBuffer {
        try PixelBuffer.validated(width: pictureWidth, height: pictureHeight)
    }

    /// Draws the current frame.
    ///
    /// - Throws: `RenderingError`.
    public func draw(into picture: PixelBuffer) throws(RenderingError) {
        try renderer.render(scene, into: picture)
    }

    /// Another renderer like the animation's own, for a thread that draws beside it.
    ///
    /// - Throws: as the renderer's maker does.
    public func makeRenderer() throws -> any Renderer { try rendererMaker() }

    /// What looks ahead cannot follow motion that arrives: it would wait for an end that may never
    /// come, and hold all until then.
    private static func check(
        _ filters: [any MotionFilter], named options: [StageOptions], see header: ClipHeader
    ) throws(PoseAnimateError) {
        guard header.frameCount == nil else { return }
        for (filter, option) in zip(filters, options) where filter is any ClipFilter {
            throw PoseAnimateError(
                .usage,
                "filter `\(option.name)` looks ahead and needs the clip whole, but its frames come "
                    + "as they arrive; give the clip as a file, or filter by `one-euro`")
        }
    }

    private static func deformers(
        _ options: [StageOptions], for character: RiggedCharacter, _ registry: Registry
    ) throws -> [any Deformer] {
        var options = options
        if try options.first.map({ try registry.refines($0) }) ?? true {
            options.insert(StageOptions(name: AnimationOptions.basicDeformer), at: 0)
        }
        return try options.map { try registry.makeDeformer($0, for: character) }
    }

    private static func pipes(
        _ commands: [PipeCommand], for header: ClipHeader, of size: Size
    ) throws(MotionError) -> [any MotionFilter] {
        var header = header
        header.size = size
        var filters: [any MotionFilter] = []
        for command in commands { filters.append(try PipeFilter(command, header: header)) }
        return filters
    }

    private mutating func hideAll() {
        for index in scene.isShown.indices { scene.isShown[index] = false }
    }
}
