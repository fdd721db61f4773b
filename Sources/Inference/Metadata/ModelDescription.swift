/// What a model tells of itself: who made it, what its inputs and outputs mean, and the files
/// that come with it. See `Model.describe`.
public struct ModelDescription: Sendable, Equatable {
    /// Empty where the model does not say; so are the other texts.
    public var name: String
    public var remark: String
    public var version: String
    public var author: String
    public var license: String
    /// The oldest version of a reader of metadata that understands all of it.
    public var minimumReaderVersion: String
    /// One for each input of the model's first graph, in its order.
    public var inputs: [TensorNotes]
    public var outputs: [TensorNotes]
    /// What is done with all inputs, or all outputs, together.
    public var inputSteps: [ProcessingStep]
    public var outputSteps: [ProcessingStep]
    /// Files that belong to the whole model.
    public var files: [AssociatedFile]
}

/// What a model tells of one of its inputs or outputs.
public struct TensorNotes: Sendable, Equatable {
    /// The metadata's name; where there is none a signature's, or else the tensor's own.
    public var name: String
    public var remark: String
    /// A name for each axis; empty where the model does not say.
    public var dimensionNames: [String]
    public var content: TensorContent
    /// The dimensions that the content is spread over, counted from 0; nil for all.
    public var contentRange: ClosedRange<Int>?
    /// What is done with values before the model, or behind it, in order.
    public var steps: [ProcessingStep]
    /// The least values that occur: one for all channels, or one for each; empty when unknown.
    public var minima: [Float]
    public var maxima: [Float]
    public var files: [AssociatedFile]

    /// How values are brought to what the model was trained with; nil when it does not say.
    public var normalization: ValueNormalization? {
        for case .normalization(let normalization) in steps { return normalization }
        return nil
    }

    /// The names of classes or of positions along an axis, of the first file that lists them;
    /// empty when there is none.
    public var labels: [String] {
        files.first { $0.kind == .axisLabels || $0.kind == .valueLabels }?.lines ?? []
    }
}

/// What the numbers of a tensor are.
public enum TensorContent: Sendable, Equatable {
    /// The model does not say, or says what is newer than this reader.
    case unknown
    case features
    /// - Parameter size: The size in pixels that images usually have.
    case image(ColorSpace, size: PixelSize?)
    /// Boxes of four numbers.
    /// - Parameter order: Where each of the kind's numbers stands; empty for their own order.
    case boundingBoxes(BoxKind, order: [Int], isInPixels: Bool)
    /// - Parameter sampleRate: In hertz.
    case audio(sampleRate: Int, channels: Int)

    public enum ColorSpace: Int, Sendable {
        case unknown = 0
        case rgb = 1
        case gray = 2
    }

    public enum BoxKind: Int, Sendable {
        case unknown = 0
        /// Left, top, right, bottom.
        case boundaries = 1
        /// Left, top, width, height.
        case upperLeft = 2
        /// The middle's x and y, width, height.
        case center = 3
    }

    public struct PixelSize: Sendable, Equatable {
        public var width: Int
        public var height: Int
    }
}

/// Something that is done with a tensor's values before the model, or behind it.
public enum ProcessingStep: Sendable, Equatable {
    case normalization(ValueNormalization)
    /// Scores are calibrated by the parameters in an associated file.
    case scoreCalibration(ScoreTransformation, defaultScore: Float)
    /// Scores below are dropped.
    case scoreThreshold(Float)
    case bertTokenizer(vocabularies: [AssociatedFile])
    case sentencePieceTokenizer(models: [AssociatedFile], vocabularies: [AssociatedFile])
    case regularExpressionTokenizer(delimiter: String, vocabularies: [AssociatedFile])
    /// What is newer than this reader, by its number in the schema.
    case unknown(Int)

    public enum ScoreTransformation: Int, Sendable {
        case identity = 0
        case logarithm = 1
        case inverseLogistic = 2
    }
}

/// How values are brought to what a model was trained with: (value - mean) / deviation.
public struct ValueNormalization: Sendable, Equatable {
    /// One for all channels, or one for each.
    public var means: [Float]
    /// As many as means; none is 0.
    public var deviations: [Float]

    public init(means: [Float], deviations: [Float]) {
        self.means = means
        self.deviations = deviations
    }

    /// A value as the model takes it.
    /// - Parameter channel: Counted from 0; where one mean stands for all it does not matter.
    public func normalized(_ value: Float, channel: Int) -> Float {
        let index = means.indices.contains(channel) ? channel : 0
        return (value - means[index]) / deviations[index]
    }
}

/// A file that comes with a model: labels, a vocabulary.
public struct AssociatedFile: Sendable, Equatable {
    public enum Kind: Int, Sendable {
        case unknown = 0
        case descriptions = 1
        /// A name a line for each position along the last axis.
        case axisLabels = 2
        /// A name a line for each value.
        case valueLabels = 3
        case axisScoreCalibration = 4
        case vocabulary = 5
        case searchIndex = 6
    }

    public var name: String
    public var remark: String
    public var kind: Kind
    /// The language of labels, such as "en"; empty where it does not matter.
    public var locale: String
    public var version: String
    /// The content; nil when the archive behind the model does not hold it.
    public var bytes: [UInt8]?

    /// The content's lines, without the marks that end them; an empty last line is left out.
    public var lines: [String] {
        guard let bytes else { return [] }
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
