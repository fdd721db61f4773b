import Inference

/// Tells gestures in what an accelerometer feels, by a network that looks at the last seconds.
///
///     var classifier = try GestureClassifier()
///     while let sample = try source.next() {
///         if let gesture = try classifier.take(sample.value).gesture { … }
///     }
///
/// Every sample is a look; samples are meant to come `AccelerationReader.standardRate` times a
/// second, as the networks were trained.
public final class GestureClassifier {
    /// What a network said of the samples so far.
    public struct Reading: Sendable, Equatable {
        /// Of the sample, from 0.
        public var index: Int
        /// A number for each label: probabilities, or what comes before them where the network ends
        /// with that. Empty before the first look.
        public var scores: [Float]
        /// The gesture that was recognised just now.
        public var gesture: String?
    }

    /// What the network's numbers stand for; the last is no gesture.
    public let labels: [String]
    /// Samples that the network looks at.
    public let windowLength: Int
    private let interpreter: Interpreter
    private var window: SampleWindow
    private var rule: any GestureRule
    private let form: SampleWindow.Form
    private let firstLook: Int
    private var count = 0

    /// The engine's own network: wing, ring, slope and shake.
    public static let ownLabels = ["wing", "ring", "slope", "shake", "none"]
    /// The magic wand's (TensorFlow Lite Micro, examples/magic_wand).
    public static let magicWandLabels = ["wing", "ring", "slope", "none"]

    /// A classifier with the engine's own network.
    ///
    /// - Throws: `unavailable` when there is no memory for it.
    public convenience init() throws(SensingError) {
        let model: Model
        do {
            model = try Model(bytes: PackageResources.gestures_tflite, source: "gestures.tflite")
        } catch {
            throw SensingError(.unavailable, source: error.source, error.message)
        }
        try self.init(model)
    }

    /// A classifier with a network of one's own: from [1, samples, 3, 1] to a number a label.
    ///
    /// Networks that take floats get thousandths of g and are judged as the magic wand's firmware
    /// does; those that take signed bytes get steps of 1/32 g around the window's mean.
    ///
    /// - Parameters:
    ///   - labels: what its numbers stand for, the last for no gesture; nil for the usual ones.
    ///   - isNewestMissing: whether the newest sample reads as zeros, as in the demo's firmware, whose
    ///     loop ends one sample early.
    ///   - options: how the network is computed.
    /// - Throws: `badData` when the network is none of these.
    public init(
        _ model: Model, labels: [String]? = nil, isNewestMissing: Bool = false,
        options: Interpreter.Options = .exact
    ) throws(SensingError) {
        do {
            interpreter = try Interpreter(model, options: options)
        } catch {
            throw SensingError(.badData, source: error.source, error.message)
        }
        func wrong(_ message: String) -> SensingError {
            SensingError(.badData, source: model.source, message)
        }
        guard interpreter.inputs.count == 1, let input = interpreter.inputs.first,
            let output = interpreter.outputs.first,
            input.type == output.type, [.float32, .int8].contains(input.type),
            input.shape.count >= 9, input.shape.count % 3 == 0
        else {
            throw wrong(
                "is no network of gestures; those take [1, samples, 3, 1] as float32 or int8 and "
                    + "give a number a gesture")
        }
        let usual = output.shape.count == 4 ? Self.magicWandLabels : Self.ownLabels
        let names = labels ?? usual
        guard names.count == output.shape.count else {
            throw wrong(
                "tells \(output.shape.count) gestures, and there are \(names.count) labels; name "
                    + "each, the last for none")
        }
        self.labels = names
        windowLength = input.shape.count / 3
        let isFloat = input.type == .float32
        form = isFloat ? .milliG(isNewestMissing: isNewestMissing) : .steps
        window = SampleWindow(length: windowLength)
        // The demo's firmware looks for the first time at its hundredth sample.
        firstLook = isFloat ? min(100, windowLength) : 1
        rule =
            isFloat
            ? AveragingRule(labelCount: names.count) : AgreeingRule(labelCount: names.count)
    }

    /// Takes the next sample and looks.
    ///
    /// - Throws: `unavailable` when the network cannot be computed.
    public func take(_ sample: Acceleration) throws(SensingError) -> Reading {
        window.add(sample, isFirstRepeated: form == .steps)
        count += 1
        var reading = Reading(index: count - 1, scores: [], gesture: nil)
        guard count >= firstLook else { return reading }
        do {
            switch form {
            case .milliG(let isNewestMissing):
                try interpreter.write(
                    window.milliG(isNewestMissing: isNewestMissing), toInput: 0)
                try interpreter.invoke()
                reading.scores = try interpreter.read(output: 0, as: Float.self)
            case .steps:
                try interpreter.write(window.steps, toInput: 0)
                try interpreter.invoke()
                reading.scores = try interpreter.read(output: 0, as: Int8.self).map { Float($0) }
            }
        } catch {
            throw SensingError(.unavailable, source: error.source, error.message)
        }
        reading.gesture = rule.gesture(in: reading.scores).map { labels[$0] }
        return reading
    }
}

extension Interpreter.Options {
    /// By the portable code alone: the networks are small, and devices come to the same numbers.
    public static var exact: Interpreter.Options {
        var options = Interpreter.Options()
        options.delegate = .reference
        options.threads = 1
        return options
    }
}
