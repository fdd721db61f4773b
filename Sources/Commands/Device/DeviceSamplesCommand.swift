import ArgumentParser
import PoseAnimate
import Sensing

/// `pose-animate device samples circle`: what an accelerometer feels, as a table.
struct DeviceSamplesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "samples",
        abstract: "Generate accelerometer samples, or convert a file of them, into a table.",
        discussion: """
            Gestures: \(SampleGenerator.Gesture.allCases.map(\.rawValue).joined(separator: ", ")); \
            with settings as in shake,seconds=4,rate=50,noise=0.02,seed=7. Without a seed each is \
            performed in the standard way. The table has times in seconds and accelerations in g.
            """)

    @Argument(help: "Gestures to generate, and files to read, one after the other.")
    var sources: [String]

    @OptionGroup var samples: SampleOptions

    @Option(
        help: ArgumentHelp(
            "So many performances of one gesture with rising seeds, told apart by a first column.",
            valueName: "count"))
    var count: Int?

    @Option(name: .shortAndLong, help: ArgumentHelp("Default: standard output.", valueName: "file"))
    var output: String?

    func validate() throws {
        if let count {
            guard (1...100_000).contains(count) else {
                throw ValidationError("--count \(count): choose 1 to 100000")
            }
            guard sources.count == 1, SampleGenerator.isGesture(sources[0]) else {
                throw ValidationError("--count is for one generated gesture")
            }
        }
    }

    func run() throws {
        var file = try output.map { try OutputFile(path: $0) }
        var text = Array((count == nil ? "" : "performance,").utf8)
        text += Array("time [s],x [g],y [g],z [g]\n".utf8)
        if let count {
            guard var generator = try SampleGenerator(sources[0], rate: samples.sampleRate) else {
                return
            }
            for number in 0..<count {
                for sample in generator.recording.samples {
                    text += "\(number),".utf8
                    Self.append(sample, to: &text)
                }
                generator.seed += 1
            }
        } else {
            let recording = try samples.recording(of: sources)
            recording.notes.forEach { StandardStreams.complain("warning: \($0)") }
            for sample in recording.samples { Self.append(sample, to: &text) }
        }
        guard file != nil else { return StandardStreams.print(bytes: text) }
        try file?.write(text)
        try file.take()?.commit()
    }

    private static func append(_ sample: AccelerationSample, to text: inout [UInt8]) {
        let decimals = DecimalText(decimals: 5)
        for (place, number) in [sample.time, sample.value.x, sample.value.y, sample.value.z]
            .enumerated()
        {
            if place > 0 { text.append(UInt8(ascii: ",")) }
            decimals.append(number, to: &text)
        }
        text.append(UInt8(ascii: "\n"))
    }
}
