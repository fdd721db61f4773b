import PluginInterface
import PoseAnimate

enum DeformerCheck: StageCheck {
    static func check(_ stage: PluginStage, _ notes: inout Notes) {
        let mannequin: Mannequin
        do {
            mannequin = try Mannequin()
        } catch {
            notes.rule("is tried on a character") { "\(error)" }
            return
        }
        notes.making { try make(stage, $0, mannequin) }
        for values in OptionEdges.all(of: stage) {
            let name = values.first.map { " with \($0.key)=\($0.value.prefix(40))" } ?? ""
            notes.rule("writes finite points for any posture\(name)") {
                guard let deformer = try? make(stage, values, mannequin) else { return nil }
                _ = try run(deformer, mannequin)
                return nil
            }
        }
        notes.rule("gives the same again") {
            let one = try run(make(stage, [:], mannequin), mannequin)
            let other = try run(make(stage, [:], mannequin), mannequin)
            return one == other ? nil : "two deformers gave different points"
        }
        notes.rule("keeps to what its `temporal` says") {
            guard stage.description.temporal == .stateless else { return nil }
            let whole = try run(make(stage, [:], mannequin), mannequin)
            for (place, posture) in mannequin.postures.enumerated() {
                let alone = try run(make(stage, [:], mannequin), mannequin, only: posture)
                guard alone == [whole[place]] else {
                    return "posture \(place) depends on those before it; declare it PA_SEQUENTIAL"
                }
            }
            return nil
        }
        notes.rule("leaves shapes alone that no bone moves") {
            let frames = try run(make(stage, [:], mannequin), mannequin)
            let rest = SceneFrame(restPoseOf: mannequin.character.drawing)
            let bound = Set(mannequin.character.binding.shapes.map(\.shape))
            for place in rest.isShown.indices where !bound.contains(place) {
                guard frames.allSatisfy({ $0[shape: place] == rest.state[shape: place] }) else {
                    return "it changed shape \(place), which is not bound"
                }
            }
            return nil
        }
    }

    private static func make(
        _ stage: PluginStage, _ values: [String: String], _ mannequin: Mannequin
    ) throws -> PluginDeformer {
        try PluginDeformer(
            stage, values: values,
            for: CharacterTables(
                mannequin.character.binding, drawing: mannequin.character.drawing,
                name: mannequin.character.name))
    }

    private static func run(
        _ deformer: PluginDeformer, _ mannequin: Mannequin, only: Posture? = nil
    ) throws -> [SceneState] {
        var basis = try LinearBlendSkinning(
            mannequin.character.binding, drawing: mannequin.character.drawing)
        var states: [SceneState] = []
        for posture in only.map({ [$0] }) ?? mannequin.postures {
            var frame = SceneFrame(restPoseOf: mannequin.character.drawing)
            try basis.deform(posture, into: &frame)
            try deformer.deform(posture, into: &frame)
            states.append(frame.state)
        }
        return states
    }
}

/// What a frame shows, to be compared bit for bit.
struct SceneState: Equatable {
    var points: [Point]
    var isShown: [Bool]
    var scales: [Double]
    var confidences: [Double]

    /// What is said of one shape, its points aside.
    subscript(shape place: Int) -> [Double] {
        [isShown[place] ? 1 : 0, scales[place], confidences[place]]
    }
}

extension SceneFrame {
    var state: SceneState {
        SceneState(
            points: points, isShown: isShown, scales: strokeScales, confidences: confidences)
    }
}
