import Geometry
import PluginInterface
import Rigging

enum WeightsCheck: StageCheck {
    private static let bones = [
        BoneSegment(from: Point(0, 0), to: Point(100, 0)),
        BoneSegment(from: Point(100, 0), to: Point(100, 80)),
        // Without length.
        BoneSegment(from: Point(50, 50), to: Point(50, 50)),
    ]
    private static let points = [
        Point(50, 0), Point(100, 0), Point(50, 50), Point(30, 20), Point(-1e6, 1e6), Point(0, 0),
        Point(1e-9, -1e-9),
    ]

    private typealias Question = (point: Point, boneCount: Int)

    private static var questions: [Question] {
        points.flatMap { point in (1...bones.count).map { (point, $0) } }
    }

    static func check(_ stage: PluginStage, _ notes: inout Notes) {
        notes.making { try PluginWeights(stage, values: $0) }
        for values in OptionEdges.all(of: stage) {
            let name = values.first.map { " with \($0.key)=\($0.value.prefix(40))" } ?? ""
            notes.rule("gives weights that are finite and not negative\(name)") {
                guard let rule = try? PluginWeights(stage, values: values) else { return nil }
                _ = try all(rule)
                return nil
            }
        }
        notes.rule("gives the same again, in any order") {
            let rule = try PluginWeights(stage, values: [:])
            let forwards = try all(rule)
            let backwards = try all(rule, questions.reversed())
            return forwards == backwards.reversed() ? nil : "it depends on what it was asked before"
        }
        notes.rule("may be asked on several threads at once") {
            let rule = try PluginWeights(stage, values: [:])
            let alone = try all(rule)
            let shared = SharedRule(rule)
            let wrong = WrongResults()
            SeveralThreads.run(4) { _ in
                for _ in 0..<50 where (try? all(shared.rule)) != alone { wrong.add() }
            }
            return wrong.count == 0 ? nil : "it gave other weights \(wrong.count) times"
        }
    }

    private static func all(
        _ rule: PluginWeights, _ questions: [Question] = questions
    ) throws(RiggingError) -> [[Double]] {
        var all: [[Double]] = []
        for question in questions {
            let bones = Array(bones.prefix(question.boneCount))
            all.append(try rule.weights(of: question.point, bones: bones))
        }
        return all
    }

    /// Rules may be asked on any thread.
    private struct SharedRule: @unchecked Sendable {
        let rule: PluginWeights

        init(_ rule: PluginWeights) { self.rule = rule }
    }
}
