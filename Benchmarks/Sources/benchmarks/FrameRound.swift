import PoseAnimate

/// A frame drawn and encoded at 1080p, beside Cairo's way of doing both, and a clip on one processor
/// and on two.
enum FrameReport {
    static func measures(
        of character: RiggedCharacter, scene: SceneFrame, renderer: any Renderer,
        bare: borrowing BareCairo, picture: PixelBuffer
    ) throws -> [Measure] {
        var measures: [Measure] = []
        var cairoBytes = 0
        var cairo = 0.0
        for (compression, limit) in [(PNGCompression.fast, 3.0), (.balanced, 9)] {
            let encoder = PNGEncoder(compression)
            var bytes: [UInt8] = []
            let times = try Timing.interleaved(runs: 21) {
                try renderer.render(scene, into: picture)
                try encoder.encode(picture, index: 0, into: &bytes)
            } _: {
                bare.draw(character, scene, scale: 1.8)
                cairoBytes = bare.encode()
            }
            cairo = times.second / 1000
            let name = "frame at 1080p, PNG \(compression.rawValue)"
            measures.append(
                Measure(
                    name: name, value: times.first / 1000, unit: "ms", reference: limit,
                    referenceName: "the limit"))
            measures.append(
                Measure(
                    name: name, value: times.first / 1000, unit: "ms", reference: cairo,
                    referenceName: "Cairo and its PNG in the same run"))
            measures.append(
                Measure(
                    name: name, value: Double(bytes.count) / 1000, unit: "kB",
                    reference: Double(cairoBytes) / 1000, referenceName: "Cairo's PNG"))
        }
        return measures
    }

    /// A whole clip at 512x512, drawn and encoded and given to nobody.
    static func throughput(of character: RiggedCharacter, clip: String) throws -> [Measure] {
        var options = AnimationOptions()
        options.background = .white
        options.pictureSize = .pixels(width: 512, height: 512)
        func framesPerSecond(jobs: Int) throws -> Double {
            var count = 0
            let start = ContinuousClock.now
            for _ in 0..<5 {
                var ensemble = try Ensemble(
                    of: [character], motions: [ClipSource(path: clip)], options: options)
                let production = try FrameProduction(
                    of: ensemble, into: [Nowhere()], jobs: jobs)
                while let index = try ensemble.advance() {
                    try production.add(ensemble, index: index)
                }
                try production.finish()
                count += production.writtenCount
            }
            return Double(count) * 1e6 / Timing.microseconds(ContinuousClock.now - start)
        }
        _ = try framesPerSecond(jobs: 2)
        let one = try framesPerSecond(jobs: 1)
        let two = try framesPerSecond(jobs: 2)
        return [
            Measure(
                name: "frames at 512x512 on two processors", value: two, unit: "frames/s",
                reference: 1500, referenceName: "what is asked for"),
            Measure(
                name: "frames at 512x512 on two processors", value: two, unit: "frames/s",
                reference: one, referenceName: "one processor"),
            Measure(
                name: "frames at 512x512 on two processors", value: two, unit: "frames/s",
                reference: 32, referenceName: "AnimatedDrawings at 500x500, measured elsewhere"),
        ]
    }

    /// Takes PNG files and keeps nothing.
    private struct Nowhere: FrameSink {
        let direct = DirectEncoding()
        func makeEncoder() -> any FrameEncoder { PNGEncoder() }
        mutating func write(_ frame: FinishedFrame) {}
        mutating func finish() {}
    }
}
