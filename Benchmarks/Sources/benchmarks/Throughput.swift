import PoseAnimate

/// A clip drawn and encoded by some threads and given to nobody.
enum Throughput {
    /// Prints frames a second.
    ///
    /// - Parameter words: the clip, the sides of a frame, how many threads.
    static func print(of character: RiggedCharacter, _ words: [String]) throws {
        let numbers = words.dropFirst().compactMap { Int($0) }
        guard let clip = words.first, numbers.count == 3 else {
            throw PoseAnimateError(.usage, "clip needs a path, width, height and threads")
        }
        var options = AnimationOptions()
        options.background = .white
        options.pictureSize = .pixels(width: numbers[0], height: numbers[1])
        var ensemble = try Ensemble(
            of: [character], motions: [ClipSource(path: clip)], options: options)
        let start = ContinuousClock.now
        let production = try FrameProduction(of: ensemble, into: [Nowhere()], jobs: numbers[2])
        while let index = try ensemble.advance() { try production.add(ensemble, index: index) }
        try production.finish()
        let seconds = Timing.microseconds(ContinuousClock.now - start) / 1e6
        Swift.print(Double(production.writtenCount) / seconds)
    }

    /// Takes PNG files and keeps nothing.
    private struct Nowhere: FrameSink {
        let direct = DirectEncoding()
        let readsPictures = false
        func makeEncoder() -> any FrameEncoder { PNGEncoder() }
        mutating func write(_ frame: FinishedFrame) {}
        mutating func finish() {}
    }
}
