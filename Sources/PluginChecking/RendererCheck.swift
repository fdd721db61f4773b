import CPoseAnimatePlugin
import PluginInterface
import PoseAnimate

enum RendererCheck: StageCheck {
    private static let sizes = [(1, 1), (33, 17), (200, 240)]

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
            for (width, height) in sizes {
                notes.rule("draws pictures of \(width)x\(height)\(name)") {
                    guard let renderer = try? make(stage, values, mannequin) else { return nil }
                    return try draw(renderer, mannequin, width, height).fault
                }
            }
        }
        notes.rule("gives the same again, whatever it drew before") {
            let renderer = try make(stage, [:], mannequin)
            let first = try draw(renderer, mannequin, 200, 240).bytes
            _ = try draw(renderer, mannequin, 33, 17)
            let again = try draw(renderer, mannequin, 200, 240).bytes
            let other = try draw(make(stage, [:], mannequin), mannequin, 200, 240).bytes
            return first == again && first == other ? nil : "the same scene gave other pixels"
        }
        notes.rule("may be called on several threads, a stage each") {
            let alone = try draw(make(stage, [:], mannequin), mannequin, 200, 240).bytes
            let wrong = WrongResults()
            SeveralThreads.run(4) { _ in
                guard let mannequin = try? Mannequin(),
                    let renderer = try? make(stage, [:], mannequin),
                    let result = try? draw(renderer, mannequin, 200, 240).bytes
                else { return wrong.add() }
                if result != alone { wrong.add() }
            }
            return wrong.count == 0 ? nil : "on \(wrong.count) of 4 threads it gave other pixels"
        }
    }

    private static func make(
        _ stage: PluginStage, _ values: [String: String], _ mannequin: Mannequin
    ) throws -> PluginRenderer {
        let drawing = mannequin.character.drawing
        return try PluginRenderer(
            stage, values: values, drawing: drawing, list: DisplayList(drawing),
            placement: Placement(background: .white))
    }

    /// Pixels of the last posture, and whether all were within the picture.
    private static func draw(
        _ renderer: PluginRenderer, _ mannequin: Mannequin, _ width: Int, _ height: Int
    ) throws -> (bytes: [UInt8], fault: String?) {
        let target = PixelBuffer(width: width, height: height)
        var skinning = try LinearBlendSkinning(
            mannequin.character.binding, drawing: mannequin.character.drawing)
        for posture in mannequin.postures {
            var frame = SceneFrame(restPoseOf: mannequin.character.drawing)
            try skinning.deform(posture, into: &frame)
            let before = frame.state
            try renderer.render(frame, into: target)
            guard frame.state == before else { return ([], "it changed the scene") }
        }
        let isPremultiplied = stride(from: 0, to: target.bytes.count, by: 4).allSatisfy { place in
            let alpha = target.bytes[place + 3]
            return (0..<3).allSatisfy { target.bytes[place + $0] <= alpha }
        }
        return (
            Array(target.bytes),
            isPremultiplied ? nil : "a pixel is lighter than its alpha; multiply colours by it"
        )
    }
}
