import ArgumentParser
import Inference
import Microcontroller
import PoseAnimate
import Sensing

/// Options about motion that comes from an accelerometer, with or without firmware.
struct SensorOptions: ParsableArguments {
    @Option(
        name: .customLong("accelerometer"),
        help: ArgumentHelp(
            "In place of keypoints: samples of an accelerometer, which lean the character and set "
                + "off gestures; a file (x y z a line, CSV, RESD, NDJSON), a gesture to generate ("
                + SampleGenerator.Gesture.allCases.map(\.rawValue).joined(separator: ", ")
                + "), or - for lines of JSON on standard input; may be repeated.",
            valueName: "samples"))
    var accelerometers: [String] = []

    @Option(
        help: ArgumentHelp(
            "Firmware (an ELF file for RV32) that the samples are fed to; its serial port tells the "
                + "gestures.", valueName: "file.elf"))
    var firmware: String?

    @Option(
        help: ArgumentHelp(
            "What the sensor does to the character: a file of YAML. Default: leans, bounces, and "
                + "performs ring, slope, wing and shake.", valueName: "file.yaml"))
    var mapping: String?

    @Option(
        help: ArgumentHelp(
            "A network that tells gestures on the host, in place of the engine's own.",
            valueName: "file.tflite"))
    var gestureModel: String?

    @Option(
        help: ArgumentHelp(
            "What the network's numbers stand for, the last for none.", valueName: "names"))
    var gestureLabels: String?

    @Flag(
        help:
            "The network's newest sample reads as zeros, as in TensorFlow Lite Micro's magic wand.")
    var newestSampleMissing = false

    @Option(
        help: ArgumentHelp(
            "When the firmware finds a sample: on demand, or in real time on its own clock.",
            valueName: "pace"))
    var sensorPace = FirmwareSensor.Pace.demand

    @Option(
        help: ArgumentHelp(
            "Platform of the firmware: \(PlatformReader.builtInNames.joined(separator: ", ")), or a "
                + "file of YAML or Renode's .repl.", valueName: "name"))
    var platform: String?

    @Option(
        help: ArgumentHelp(
            "A script of Renode (.resc) with the platform and samples of the firmware.",
            valueName: "file"))
    var script: String?

    @Option(
        help: ArgumentHelp(
            "Samples that the accelerometer says to hold at most, 1 to 63.", valueName: "count"))
    var fifoDepth: Int?

    @OptionGroup var samples: SampleOptions

    /// Whether a sensor moves the character.
    var isUsed: Bool { !accelerometers.isEmpty || firmware != nil || script != nil }

    /// What it is called in messages.
    var name: String { accelerometers.first ?? script ?? "" }

    func validate() throws {
        if firmware == nil, let option = script.map({ _ in "--script" }) {
            throw ValidationError("\(option) is for firmware; give --firmware FILE.elf")
        }
        if firmware != nil, accelerometers.isEmpty, script == nil {
            throw ValidationError(
                "--firmware needs something to feel: give --accelerometer SAMPLES")
        }
        if let fifoDepth, !(1...63).contains(fifoDepth) {
            throw ValidationError("--fifo-depth \(fifoDepth): choose 1 to 63")
        }
        if accelerometers.contains("-"), accelerometers.count > 1 {
            throw ValidationError("--accelerometer - comes alone: it ends when its sender ends")
        }
    }

    /// Opens the sensor as a source of motion.
    func motion() throws -> SensorMotion {
        let mapping = try sensorMapping()
        return SensorMotion(
            try stream(mapping, classifier: try classifier()), mapping: mapping)
    }

    private func sensorMapping() throws -> SensorMapping {
        try mapping.map { try MappingReader.read(path: $0) } ?? MappingReader.standard()
    }

    /// Opens the sensor alone.
    ///
    /// - Parameter classifier: tells gestures in what firmware does not tell them; nil for nobody.
    func stream(classifier: GestureClassifier?) throws -> any SensorStream {
        try stream(try sensorMapping(), classifier: classifier)
    }

    private func stream(
        _ mapping: SensorMapping, classifier: GestureClassifier?
    ) throws -> any SensorStream {
        guard let firmware else {
            return RecordedSensor(try source(), classifier: classifier)
        }
        let script = try script.map { try RenodeScript(path: $0, firmware: firmware) }
        let machine = try Machine(
            PlatformReader.read(platform ?? script?.platform ?? "litex-vexriscv"),
            registry: StageShelf.library.devices)
        try machine.load(ELFImage(path: firmware))
        for case .setFIFODepth(let depth) in (script?.sensorCommands ?? []).map(\.command) {
            machine.accelerometer?.fifoDepth = depth
        }
        if let fifoDepth { machine.accelerometer?.fifoDepth = fifoDepth }
        return try FirmwareSensor(
            machine, samples: try source(script), mapping: mapping, classifier: classifier,
            pace: sensorPace)
    }

    func classifier() throws -> GestureClassifier {
        let labels = gestureLabels?.split(separator: ",").map(String.init)
        guard let gestureModel else {
            guard labels == nil, !newestSampleMissing else {
                throw ValidationError(
                    "--gesture-labels and --newest-sample-missing are for --gesture-model FILE")
            }
            return try GestureClassifier()
        }
        return try GestureClassifier(
            Model(contentsOf: gestureModel), labels: labels,
            isNewestMissing: newestSampleMissing)
    }

    private func source(_ script: RenodeScript? = nil) throws -> any AccelerationSource {
        if accelerometers == ["-"] {
            return SampleLines(try ByteStream(path: "-"), options: try samples.options())
        }
        var recordings: [AccelerationRecording] = []
        for (_, command) in script?.sensorCommands ?? [] {
            switch command {
            case .feedFile(let path):
                recordings.append(try AccelerationReader.read(path, options: samples.options()))
            case .feed(let sample, let repeats):
                guard repeats >= 0 else {
                    throw ValidationError("--script feeds a sample for ever; an animation ends")
                }
                recordings.append(
                    AccelerationRecording(
                        name: self.script ?? "",
                        values: Array(repeating: Acceleration(sample), count: repeats),
                        rate: samples.sampleRate ?? AccelerationReader.standardRate))
            case .setFIFODepth: break
            }
        }
        recordings += try accelerometers.map {
            try AccelerationReader.read($0, options: samples.options())
        }
        guard let first = recordings.first else {
            throw ValidationError("--script feeds no samples; give --accelerometer SAMPLES")
        }
        return first.followed(by: Array(recordings.dropFirst()))
    }
}

extension FirmwareSensor.Pace: ExpressibleByArgument {}
