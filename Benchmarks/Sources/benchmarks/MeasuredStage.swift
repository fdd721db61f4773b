import PoseAnimate

/// The character, a frame of its clip, and what draws it at 1920x1080.
struct MeasuredStage {
    let character: RiggedCharacter
    let postures: [Posture]
    var skinning: LinearBlendSkinning
    var scene: SceneFrame
    let renderer: any Renderer
    let picture = PixelBuffer(width: 1920, height: 1080)
    let bareTarget = PixelBuffer(width: 1920, height: 1080)
    /// The clip is 800 x 600; at 1080p its frame is 1.8 times as large.
    let scale = 1.8

    init(character: RiggedCharacter, clip: String) throws {
        self.character = character
        let source = try ClipSource(path: clip)
        var postures: [Posture] = []
        var tracker = PostureTracker(skeleton: character.binding.skeleton)
        var posture = Posture(restPoseOf: character.binding.skeleton)
        var smoothing = ConfidenceSmoothing()
        while var frame = try source.next() {
            smoothing.apply(to: &frame)
            tracker.update(&posture, with: frame)
            if posture.isValid { postures.append(posture) }
        }
        self.postures = postures
        skinning = try LinearBlendSkinning(character.binding, drawing: character.drawing)
        scene = SceneFrame(restPoseOf: character.drawing)
        try skinning.deform(postures[0], into: &scene)
        renderer = try Self.renderer(of: character.drawing, character, scale: scale)
    }

    static func renderer(
        of drawing: Drawing, _ character: RiggedCharacter, scale: Double
    ) throws -> any Renderer {
        try Registry.builtIn.makeRenderer(
            StageOptions(name: "cairo"),
            Registry.RendererRequest(
                drawing: drawing, shapes: Set(character.binding.shapes.map(\.shape)),
                placement: Placement(transform: .scale(scale, scale), background: .white)))
    }
}
