import PoseAnimate

/// A clip drawn and encoded by many threads and given to nobody.
enum Throughput {
    /// Prints, for one thread and for two, frames a second.
    static func print(
        of character: RiggedCharacter, clip: String, width: Int, height: Int
    ) throws {
        var options = AnimationOptions()
        options.background = .white
        options.pictureSize = .pixels(width: width, height: height)
        for jobs in [1, 2] {
            var ensemble = try Ensemble(
                of: [character], motions: [ClipSource(path: clip)], options: options)
            let start = ContinuousClock.now
            let production = try FrameProduction(of: ensemble, into: [Nowhere()], jobs: jobs)
            while let index = try ensemble.advance() {
                try production.add(ensemble, index: index)
            }
            try production.finish()
            let seconds = Timing.microseconds(ContinuousClock.now - start) / 1e6
            Swift.print("\(jobs)\t\(Double(production.writtenCount) / seconds)")
        }
    }

    /// Takes PNG files and keeps nothing.
    private struct Nowhere: FrameSink {
        let direct = DirectEncoding()
        func makeEncoder() -> any FrameEncoder { PNGEncoder() }
        mutating func write(_ frame: FinishedFrame) {}
        mutating func finish() {}
    }
}
