import Inference
import Testing

@testable import Sensing

/// Gestures told on the host.
@Suite struct GestureTests {
    private func gestures(_ names: String...) throws -> [String] {
        let recordings = try names.map { try AccelerationReader.read($0) }
        let whole = recordings[0].followed(by: Array(recordings.dropFirst()))
        let classifier = try GestureClassifier()
        var found: [String] = []
        for sample in whole.samples {
            if let gesture = try classifier.take(sample.value).gesture { found.append(gesture) }
        }
        return found
    }

    /// Performances that the network was not trained on.
    @Test(arguments: [31_415, 92_653, 58_979])
    func performancesAreRecognised(seed: Int) throws {
        let found = try gestures(
            "rest,seconds=2", "circle,seed=\(seed)", "rest,seconds=2", "slope,seed=\(seed)",
            "rest,seconds=2", "wing,seed=\(seed)", "rest,seconds=2", "shake,seed=\(seed)",
            "rest,seconds=2")
        #expect(found == ["ring", "slope", "wing", "shake"])
    }

    @Test func theSameGestureTwiceIsToldTwice() throws {
        let found = try gestures(
            "rest,seconds=2", "circle,seed=7", "rest,seconds=1", "circle,seed=8", "rest,seconds=1")
        #expect(found == ["ring", "ring"])
    }

    @Test func nothingIsSeenInRest() throws {
        #expect(try gestures("rest,seconds=60,noise=0.05,seed=4") == [])
    }

    @Test func windowsAreWholeStepsAroundTheirMean() {
        var window = SampleWindow(length: 4)
        window.add(Acceleration(1, 0, -1), isFirstRepeated: true)
        #expect(window.steps == Array(repeating: 0, count: 12))
        window.add(Acceleration(2, 0, -1), isFirstRepeated: true)
        // Counts of 256 and 512, their mean 320: steps of 8.
        #expect(
            window.steps.enumerated().filter { $0.offset % 3 == 0 }.map(\.element) == [
                -8, -8, -8, 24,
            ])
        window.add(Acceleration(20, 0, 0), isFirstRepeated: true)
        #expect(window.steps[9] == 127)
    }

    @Test func theNewestSampleMayBeMissing() {
        var window = SampleWindow(length: 3)
        for value in 1...4 {
            window.add(Acceleration(Double(value), 0, 0), isFirstRepeated: false)
        }
        #expect(window.milliG(isNewestMissing: false) == [2000, 0, 0, 3000, 0, 0, 4000, 0, 0])
        #expect(window.milliG(isNewestMissing: true) == [2000, 0, 0, 3000, 0, 0, 0, 0, 0])
    }

    @Test func meansOfFiveMustBeHighAndGesturesApart() {
        var rule = AveragingRule(labelCount: 4)
        var told: [Int] = []
        for look in 0..<60 where rule.gesture(in: [0, 0.9, 0, 0.1]) != nil { told.append(look) }
        #expect(told == [4, 29, 54])
        var none = AveragingRule(labelCount: 4)
        for _ in 0..<20 { #expect(none.gesture(in: [0, 0, 0, 1]) == nil) }
    }

    @Test func gesturesAreToldOnceByTheirMargin() {
        var rule = AgreeingRule(labelCount: 3)
        func looks(_ scores: [Float], _ count: Int) -> [Int] {
            (0..<count).compactMap { _ in rule.gesture(in: scores) }
        }
        #expect(looks([9, 6, 0], 9) == [], "too near each other")
        #expect(looks([9, 5, 0], 9) == [0])
        #expect(looks([0, 0, 9], 2) + looks([9, 0, 0], 9) == [], "it never went away")
        #expect(looks([0, 0, 9], 3) + looks([9, 0, 0], 9) == [0])
        #expect(looks([0, 9, 0], 3) == [1])
    }

    @Test func labelsMustFitTheNetwork() throws {
        let model = try Model(bytes: PackageResources.gestures_tflite, source: "ours")
        let error = #expect(throws: SensingError.self) {
            _ = try GestureClassifier(model, labels: ["one", "none"])
        }
        #expect(error?.message.contains("5 gestures") == true)
        let named = try GestureClassifier(model, labels: ["a", "b", "c", "d", "e"])
        #expect(named.labels == ["a", "b", "c", "d", "e"] && named.windowLength == 128)
    }
}
