import ArgumentParser
import Microcontroller
import PoseAnimate

/// Options about the simulated machine and what its sensor feels.
struct MachineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Platform: \(PlatformReader.builtInNames.joined(separator: ", ")), or a file of YAML or "
                + "Renode's .repl.", valueName: "name"))
    var platform: String?

    @Option(
        name: .customLong("feed"),
        help: ArgumentHelp(
            "Samples for the accelerometer: a file of x y z, or x,y,z[,count] (count -1: for ever); "
                + "may be repeated.", valueName: "samples"))
    var feeds: [FeedArgument] = []

    @Option(
        help: ArgumentHelp(
            "Samples that the accelerometer says to hold at most, 1 to 63.", valueName: "count"))
    var fifoDepth: Int?

    @Option(
        help: ArgumentHelp(
            "A script of Renode (.resc): its platform and samples, with the firmware given here.",
            valueName: "file"))
    var script: String?

    @Option(
        help: ArgumentHelp(
            "Million instructions a second of the machine's time. Default: 100.",
            valueName: "number"))
    var mips: Double?

    @Option(
        help: ArgumentHelp(
            "Go on from a snapshot of --save-snapshot; samples given are fed behind its own.",
            valueName: "file"))
    var restoreSnapshot: String?

    @OptionGroup(title: "Plug-ins") var plugins: PluginOptions

    func validate() throws {
        if let mips, !(mips >= 1e-6 && mips <= 1e6) {
            throw ValidationError("--mips \(mips): choose 0.000001 to 1000000")
        }
        if let fifoDepth, !(1...63).contains(fifoDepth) {
            throw ValidationError("--fifo-depth \(fifoDepth): choose 1 to 63")
        }
    }

    /// The machine with its firmware, its sensor fed.
    ///
    /// - Parameter warn: is told what a script has that is passed over.
    func machine(firmware path: String, warn: (String) -> Void) throws -> Machine {
        let script = try script.map { try RenodeScript(path: $0, firmware: path) }
        script?.notes.forEach { warn("\(self.script ?? ""): \($0)") }
        let image = try ELFImage(path: path)
        let snapshot = try restoreSnapshot.map { try MachineSnapshot(path: $0) }
        let name = platform ?? script?.platform
        let board =
            try name.map { try PlatformReader.read($0) } ?? snapshot?.platform
            ?? PlatformReader.read("litex-vexriscv")
        let machine = try Machine(
            board,
            instructionsPerSecond: mips.map { UInt64(($0 * 1e6).rounded()) }
                ?? snapshot?.instructionsPerSecond ?? 100_000_000,
            registry: plugins.use { try StageShelf.library.devices })
        try machine.load(image)
        if let snapshot { try machine.restore(snapshot) }
        for (name, command) in script?.sensorCommands ?? [] {
            guard let sensor = machine.sensors[name] as? any Accelerometer else {
                throw ValidationError("--script: the platform has no accelerometer `\(name)`")
            }
            switch command {
            case .feedFile(let path): sensor.feed(try RenodeSamples.read(path))
            case .feed(let sample, let repeats): sensor.feed([sample], repeats: repeats)
            case .setFIFODepth(let depth): sensor.fifoDepth = depth
            }
        }
        guard !feeds.isEmpty || fifoDepth != nil else { return machine }
        guard let sensor = machine.accelerometer else {
            throw ValidationError("--feed: the platform has no accelerometer")
        }
        if let fifoDepth { sensor.fifoDepth = fifoDepth }
        for feed in feeds {
            switch feed {
            case .file(let path): sensor.feed(try RenodeSamples.read(path))
            case .sample(let sample, let repeats): sensor.feed([sample], repeats: repeats)
            }
        }
        return machine
    }
}

/// `circle.data`, `0,15000,15000` or `0,15000,15000,128`.
enum FeedArgument: ExpressibleByArgument {
    case file(String)
    case sample(RawAcceleration, repeats: Int)

    init?(argument: String) {
        let fields = argument.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = fields.compactMap { Int($0) }
        guard numbers.count == fields.count, (3...4).contains(fields.count) else {
            self = .file(argument)
            return
        }
        let axes = numbers.prefix(3).compactMap { Int16(exactly: $0) }
        let repeats = numbers.count == 4 ? numbers[3] : 1
        guard axes.count == 3, repeats >= -1, repeats <= 10_000_000 else { return nil }
        self = .sample(RawAcceleration(x: axes[0], y: axes[1], z: axes[2]), repeats: repeats)
    }
}
