import Fixtures
import Foundation
import Inference
import Storage
import Testing

@testable import ModelTools

@Suite struct ModelProfileTests {
    private let profile: ModelProfile

    init() throws {
        let model = try Model(contentsOf: fixture("models/two-branches.tflite"))
        profile = try ModelProfile(of: Interpreter(model), runs: 4)
    }

    private func object(_ json: JSONValue) throws -> [String: Any] {
        try #require(
            JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
    }

    @Test func everyStepOfEveryRunIsMeasured() {
        #expect(profile.steps.map(\.info.operators) == ["NEG", "EXP", "EXP"])
        #expect(profile.runs.count == 4)
        #expect(profile.runs.allSatisfy { $0.steps.count == 3 })
        #expect(profile.total.count == 4)
        #expect(profile.runs.map(\.start) == profile.runs.map(\.start).sorted())
    }

    @Test func operatorsAreSummedUp() {
        let totals = OperatorTotals.all(of: profile.steps)
        #expect(Set(totals.map(\.operators)) == ["NEG", "EXP"])
        #expect(totals.reduce(0) { $0 + $1.count } == 3)
        #expect(totals.first { $0.operators == "EXP" }?.operations == 7)
        #expect(totals.map(\.time) == totals.map(\.time).sorted(by: >))
    }

    @Test func textNamesStepsAndTotal() {
        let lines = profile.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasPrefix("#  operators  delegate"))
        #expect(lines[1].hasPrefix("0  NEG"))
        #expect(profile.text.contains("over 4 runs"))
    }

    @Test func traceHoldsRunsAndTheirStepsInOrder() throws {
        let folder = try TemporaryFolder()
        try profile.writeTrace(to: folder.file("trace.json"))
        let bytes = try #require(folder.bytes("trace.json"))
        let trace = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let events = try #require(trace?["traceEvents"] as? [[String: Any]])
        let complete = events.filter { $0["ph"] as? String == "X" }
        #expect(complete.count == 4 * (1 + 3))
        for run in 0..<4 {
            let group = complete[run * 4..<run * 4 + 4].map { event in
                (
                    name: event["name"] as? String ?? "", start: event["ts"] as? Double ?? -1,
                    time: event["dur"] as? Double ?? -1
                )
            }
            #expect(group.map(\.name) == ["run \(run)", "NEG", "EXP", "EXP"])
            #expect(abs(group[1...].reduce(0) { $0 + $1.time } - group[0].time) < 1e-6)
            for (before, after) in zip(group[1...], group[2...]) {
                #expect(abs(before.start + before.time - after.start) < 1e-6)
            }
        }
        #expect(events.allSatisfy { $0["pid"] as? Int == 1 && $0["tid"] as? Int == 1 })
    }

    @Test func jsonHoldsTheSameSteps() throws {
        let object = try object(profile.json)
        #expect((object["steps"] as? [Any])?.count == 3)
        #expect((object["total"] as? [String: Any])?["runs"] as? Int == 4)
    }
}
