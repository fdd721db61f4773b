// Measures the main job: `make bench`.
//
// Limits are those that the engine is held to; figures of the original were measured on its own
// code (node 20, girl.svg) and are printed beside ours.
import Glibc
import PoseAnimate

do {
    let environment = ProcessEnvironment()
    let girl = environment.reference("characters/girl.svg") ?? "Characters/ada.svg"
    let clip =
        environment.reference("golden/pose-animator/clips/a_wave.json.gz")
        ?? "Examples/clips/wave.json.gz"
    print("character \(girl), clip \(clip)")

    var measures: [Measure] = []
    let character = try RiggedCharacter(path: girl)

    let parseAndBind = try Timing.median(runs: 51) { _ = try RiggedCharacter(path: girl) }
    measures.append(
        Measure(
            name: "parse and bind", value: parseAndBind / 1000, unit: "ms", reference: 5,
            referenceName: "the limit"))

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
    var skinning = LinearBlendSkinning(character.binding, drawing: character.drawing)
    var scene = SceneFrame(restPoseOf: character.drawing)
    let deformAll = Timing.median(runs: 201) {
        for posture in postures { skinning.deform(posture, into: &scene) }
    }
    let deform = deformAll / Double(postures.count)
    measures.append(
        Measure(
            name: "deform one frame", value: deform, unit: "µs", reference: 25,
            referenceName: "the limit"))
    measures.append(
        Measure(
            name: "deform one frame", value: deform, unit: "µs", reference: 2293,
            referenceName: "the original in node, measured elsewhere"))

    // The clip is 800 x 600; at 1080p its frame is 1.8 times as large.
    let picture = PixelBuffer(width: 1920, height: 1080)
    let bareTarget = PixelBuffer(width: 1920, height: 1080)
    let renderer = try Registry.builtIn.makeRenderer(
        StageOptions(name: "cairo"),
        Registry.RendererRequest(
            drawing: character.drawing, shapes: Set(character.binding.shapes.map(\.shape)),
            placement: Placement(transform: .scale(1.8, 1.8), background: .white)))
    let bare = BareCairo(bareTarget)
    skinning.deform(postures[0], into: &scene)
    let raster = try Timing.interleaved(runs: 201) {
        try renderer.render(scene, into: picture)
    } _: {
        bare.draw(character, scene, scale: 1.8)
    }
    measures.append(
        Measure(
            name: "raster at 1080p", value: raster.first / 1000, unit: "ms",
            reference: raster.second / 1000, referenceName: "bare Cairo in the same run"))

    measures += try FrameReport.measures(
        of: character, scene: scene, renderer: renderer, bare: bare, picture: picture)
    measures += try FrameReport.throughput(of: character, clip: clip)

    // The whole figure with a soft shadow, which is cast anew for every frame.
    var shadowed = character.drawing
    shadowed.root.filters = [
        Filter(
            region: Rect(min: .zero, max: Point(shadowed.size.width, shadowed.size.height)),
            primitives: [
                FilterPrimitive(
                    .dropShadow(offset: Point(8, 12), deviation: Point(10, 10), color: .black),
                    inputs: [.source])
            ])
    ]
    let caster = try Registry.builtIn.makeRenderer(
        StageOptions(name: "cairo"),
        Registry.RendererRequest(
            drawing: shadowed, shapes: Set(character.binding.shapes.map(\.shape)),
            placement: Placement(transform: .scale(1.8, 1.8), background: .white)))
    let cast = try Timing.median(runs: 21) { try caster.render(scene, into: picture) }
    measures.append(
        Measure(
            name: "raster at 1080p with a blurred shadow", value: cast / 1000, unit: "ms",
            reference: 100, referenceName: "the limit"))

    var options = AnimationOptions()
    options.background = .white
    let memory = try MemoryRun(character: character, clip: clip, options: options, frames: 10_000)
    measures.append(
        Measure(
            name: "memory after 10,000 frames", value: memory.atEnd, unit: "MiB",
            reference: memory.after1000, referenceName: "after 1,000 frames"))

    if let start = environment.timeToFirstFrame(character: girl, clip: clip) {
        measures.append(
            Measure(
                name: "process start to first frame", value: start, unit: "ms", reference: 60,
                referenceName: "the limit"))
    }
    for measure in measures { print(measure.text) }
    try StabilisationReport.print(in: environment)
} catch {
    print("benchmarks: \(error)")
    exit(1)
}
