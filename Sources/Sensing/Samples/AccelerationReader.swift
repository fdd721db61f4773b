import Microcontroller
import Storage

/// What a file of samples does not say itself.
public struct AccelerationOptions: Sendable, Equatable {
    /// Samples a second, where they have no times.
    public var rate: Double?
    public var unit: AccelerationUnit?
    /// What the columns of a table are, where it has no header or is misunderstood.
    public var columns: [SampleColumn]?

    public init(
        rate: Double? = nil, unit: AccelerationUnit? = nil, columns: [SampleColumn]? = nil
    ) {
        self.rate = rate
        self.unit = unit
        self.columns = columns
    }
}

/// Opens samples: generated ones by name, files by content.
public enum AccelerationReader {
    /// Samples a second where nothing says how many: the rate of the magic wand's recordings, to
    /// which its firmware sets the accelerometer.
    public static let standardRate = 25.0

    static let sizeLimit = 1 << 28

    /// Reads samples that are all there: `circle,seconds=4`, a file of Renode's (`x y z` a line), a
    /// table with commas, tabs or semicolons, Renode's RESD, or a sample a line as JSON.
    ///
    /// - Throws: `noInput` when there is no such file or generator, `badData` naming the line that
    ///   is no sample, `usage` when more must be said about it.
    public static func read(
        _ name: String, options: AccelerationOptions = AccelerationOptions()
    ) throws(SensingError) -> AccelerationRecording {
        if let generator = try SampleGenerator(name, rate: options.rate) {
            return generator.recording
        }
        let bytes: [UInt8]
        do {
            bytes = try InputFile.read(name, limit: sizeLimit)
        } catch {
            throw SensingError(error, source: name)
        }
        return try read(bytes, name: name, options: options)
    }

    static func read(
        _ bytes: [UInt8], name: String, options: AccelerationOptions
    ) throws(SensingError) -> AccelerationRecording {
        if RESDSamples.isRecognized(bytes) { return try RESDSamples.read(bytes, name: name) }
        guard !bytes.prefix(1 << 16).contains(0) else {
            throw SensingError(
                .badData, source: name,
                "is neither text nor RESD; samples are lines of x y z, a table, or lines of JSON")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let first = text.first { !$0.isWhitespace }
        let recording: AccelerationRecording
        if first == "{" {
            recording = try lines(bytes, name, options)
        } else if options.columns == nil, isRenodes(text) {
            recording = try renode(text, name, options)
        } else {
            recording = try SampleTable(text, name: name, options: options).recording()
        }
        guard !recording.samples.isEmpty else {
            throw SensingError(.badData, source: name, "holds no samples")
        }
        return recording
    }

    /// Lines of numbers with nothing but space between them.
    private static func isRenodes(_ text: String) -> Bool {
        let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }
        guard let line else { return true }
        return !line.contains { ",;\t".contains($0) } || line.allSatisfy(\.isWhitespace)
    }

    private static func renode(
        _ text: String, _ name: String, _ options: AccelerationOptions
    ) throws(SensingError) -> AccelerationRecording {
        let samples: [RawAcceleration]
        do {
            samples = try RenodeSamples.parse(text, source: name)
        } catch {
            throw SensingError(error)
        }
        let scale = (options.unit ?? .raw).size * RawAcceleration.unit
        return AccelerationRecording(
            name: name, values: samples.map { Acceleration($0) * scale },
            rate: options.rate ?? standardRate)
    }

    private static func lines(
        _ bytes: [UInt8], _ name: String, _ options: AccelerationOptions
    ) throws(SensingError) -> AccelerationRecording {
        let lines = SampleLines(ByteStream(bytes: bytes, name: name), options: options)
        var samples: [AccelerationSample] = []
        while let sample = try lines.next() { samples.append(sample) }
        return AccelerationRecording(name: name, samples: samples, notes: lines.notes)
    }
}
