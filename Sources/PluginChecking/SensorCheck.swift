import CPoseAnimatePlugin
import PluginInterface

enum SensorCheck: StageCheck {
    static func check(_ stage: PluginStage, _ notes: inout Notes) {
        notes.making { try stage.make(pa_sensor.self, values: $0) }
        notes.rule("has all of its functions, and takes any bytes") {
            let sensor = try make(stage)
            let functions = sensor.functions
            guard let read = functions.read, let write = functions.write,
                functions.reset != nil, functions.save != nil, functions.load != nil
            else { return "one of them is null" }
            for bytes in [[], [0], [0, 1, 2], [UInt8](repeating: 0xff, count: 300)] {
                try bytes.withUnsafeBufferPointer { (bytes) throws(PluginError) in
                    try sensor.tryAsking { write(sensor.pointer, bytes.baseAddress, bytes.count) }
                }
                for _ in 0..<300 { _ = try sensor.tryAsking { read(sensor.pointer) } }
            }
            return nil
        }
        guard let sensor = try? make(stage) else { return }
        if has(sensor.samples) { checkSamples(stage, &notes) }
        if has(sensor.spi) { checkSPI(stage, &notes) }
    }

    private static func make(_ stage: PluginStage) throws(PluginError) -> StageHandle<pa_sensor> {
        let sensor = try stage.make(pa_sensor.self, values: [:])
        try sensor.tryAsking { sensor.functions.reset?(sensor.pointer) }
        return sensor
    }

    /// Whether there is an extension, be it incomplete.
    private static func has<Extension>(
        _ find: () throws(PluginError) -> Extension?
    ) -> Bool {
        do throws(PluginError) {
            return try find() != nil
        } catch {
            return true
        }
    }

    // MARK: Samples

    private static func checkSamples(_ stage: PluginStage, _ notes: inout Notes) {
        notes.rule("counts the samples that it is fed with, none and many") {
            let board = try Board(stage)
            let start = try board.status().waiting
            for (count, repeats, more) in [
                (0, 1, 0), (1, 0, 0), (1, 1, 1), (100_000, 1, 100_000), (3, 1000, 3000), (0, 7, 0),
            ] as [(Int, Int64, UInt64)] {
                let before = try board.status().waiting
                try board.feed(count, repeats: repeats)
                guard try board.status().waiting == before + more else {
                    return "it was fed \(count) samples \(repeats) times, and not \(more) more wait"
                }
            }
            try board.drop()
            return try board.status().waiting == start + 103_000
                ? nil : "`drop_oldest` does not lose one sample"
        }
        notes.rule("takes samples that come again for ever, and loses none where there is none") {
            let board = try Board(stage)
            try board.drop()
            for count in [2, 0, 1] {
                try board.feed(count, repeats: -1)
                try board.drop()
                try board.use()
            }
            return nil
        }
        notes.rule("has the depth that it is given") {
            let board = try Board(stage)
            for depth: UInt32 in [1, 63, 1] {
                try board.setDepth(depth)
                guard try board.status().depth == depth else {
                    return "its depth was set to \(depth), and is \(try board.status().depth)"
                }
                try board.feed(5, repeats: 1)
                try board.use()
            }
            return nil
        }
        notes.rule("keeps its samples in snapshots, and apart from those of others") {
            let (one, other) = (try Board(stage), try Board(stage))
            let fresh = try other.status()
            try one.feed(9, repeats: 2)
            try one.drop()
            guard try other.status().waiting == fresh.waiting else {
                return "one sensor is fed, and another has the samples"
            }
            try other.load(one.save())
            let (saved, loaded) = (try one.status(), try other.status())
            return saved.waiting == loaded.waiting && saved.taken == loaded.taken
                && saved.depth == loaded.depth
                ? nil : "what `load` takes from `save` has other samples"
        }
    }

    /// A sensor to feed.
    private struct Board {
        let sensor: StageHandle<pa_sensor>
        let samples: pa_samples

        /// - Throws: `fault` when what it is fed by is incomplete.
        init(_ stage: PluginStage) throws(PluginError) {
            sensor = try SensorCheck.make(stage)
            guard let samples = try sensor.samples() else {
                throw stage.error(.fault, "one has an extension that another has not")
            }
            self.samples = samples
        }

        func feed(_ count: Int, repeats: Int64) throws(PluginError) {
            let rows = (0..<count).map { number in
                let axis = Int16(truncatingIfNeeded: number)
                return pa_sample(x: axis, y: .max, z: .min)
            }
            try rows.withUnsafeBufferPointer { (rows) throws(PluginError) in
                try sensor.tryAsking {
                    samples.feed?(sensor.pointer, rows.baseAddress, rows.count, repeats)
                }
            }
        }

        func status() throws(PluginError) -> pa_sample_status {
            var status = pa_sample_status.unknown
            try sensor.tryAsking { samples.get_status?(sensor.pointer, &status) }
            return status
        }

        func drop() throws(PluginError) {
            try sensor.tryAsking { samples.drop_oldest?(sensor.pointer) }
        }

        func setDepth(_ depth: UInt32) throws(PluginError) {
            try sensor.tryAsking { samples.set_depth?(sensor.pointer, depth) }
        }

        /// Asks for every register, one of which gives samples.
        func use() throws(PluginError) {
            for register in UInt8.min...UInt8.max {
                try withUnsafePointer(to: register) { (byte) throws(PluginError) in
                    try sensor.tryAsking { sensor.functions.write?(sensor.pointer, byte, 1) }
                }
                _ = try sensor.tryAsking { sensor.functions.read?(sensor.pointer) }
            }
        }

        func save() throws(PluginError) -> [UInt8] {
            let gathered = ByteOutput()
            try gathered.take { (output) throws(PluginError) in
                try sensor.call {
                    sensor.functions.save?(sensor.pointer, output) ?? pa_status(PA_FAULT)
                }
            }
            return gathered.bytes
        }

        func load(_ bytes: [UInt8]) throws(PluginError) {
            try sensor.call {
                bytes.withUnsafeBytes {
                    sensor.functions.load?(sensor.pointer, $0.baseAddress, $0.count)
                        ?? pa_status(PA_FAULT)
                }
            }
        }
    }

    // MARK: SPI

    private static func checkSPI(_ stage: PluginStage, _ notes: inout Notes) {
        notes.rule("takes any bytes on SPI") {
            let sensor = try make(stage)
            guard let spi = try sensor.spi() else {
                return "one has an extension that another has not"
            }
            // Also messages of no byte, and a message that never ends.
            for length in [0, 1, 300] {
                for command in UInt8.min...UInt8.max {
                    try sensor.tryAsking { spi.select?(sensor.pointer) }
                    for place in 0..<length {
                        _ = try sensor.tryAsking {
                            spi.exchange?(sensor.pointer, place == 0 ? command : 0)
                        }
                    }
                    if length < 300 { try sensor.tryAsking { spi.deselect?(sensor.pointer) } }
                }
            }
            return nil
        }
    }
}
