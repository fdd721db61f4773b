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
    let character = try RiggedCharacter(path: girl)
    // What `Frames/compare.py` asks for.
    let words = CommandLine.arguments.dropFirst()
    switch words.first {
    case "round":
        try FrameRound(MeasuredStage(character: character, clip: clip), runs: 61).print()
        exit(0)
    case "clip":
        try Throughput.print(of: character, words.dropFirst().map { $0 })
        exit(0)
    case "interface":
        for measure in try InterfaceRound().measures { print(measure.text) }
        exit(0)
    default: print("character \(girl), clip \(clip)")
    }

    var measures = try InterfaceRound().measures

    let parseAndBind = try Timing.median(runs: 51) { _ = try RiggedCharacter(path: girl) }
    measures.append(
        Measure(
            name: "parse and bind", value: parseAndBind / 1000, unit: "ms", reference: 5,
            referenceName: "the limit"))

    var stage = try MeasuredStage(character: character, clip: clip)
    let deformAll = try Timing.median(runs: 201) {
        for posture in stage.postures { try stage.skinning.deform(posture, into: &stage.scene) }
    }
    let deform = deformAll / Double(stage.postures.count)
    measures.append(
        Measure(
            name: "deform one frame", value: deform, unit: "µs", reference: 25,
            referenceName: "the limit"))
    measures.append(
        Measure(
            name: "deform one frame", value: deform, unit: "µs", reference: 2293,
            referenceName: "the original in node, measured elsewhere"))

    let bare = BareCairo(stage.bareTarget)
    try stage.skinning.deform(stage.postures[0], into: &stage.scene)
    let raster = try Timing.interleaved(runs: 201) {
        try stage.renderer.render(stage.scene, into: stage.picture)
    } _: {
        bare.draw(character, stage.scene, scale: stage.scale)
    }
    measures.append(
        Measure(
            name: "raster at 1080p", value: raster.first / 1000, unit: "ms",
            reference: raster.second / 1000, referenceName: "bare Cairo in the same run"))

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
    let caster = try MeasuredStage.renderer(of: shadowed, character, scale: stage.scale)
    let cast = try Timing.median(runs: 21) { try caster.render(stage.scene, into: stage.picture) }
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
