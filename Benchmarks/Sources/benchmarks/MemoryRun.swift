import PoseAnimate

/// Plays a clip over and over and watches resident memory.
struct MemoryRun {
    let after1000: Double
    let atEnd: Double

    init(
        character: RiggedCharacter, clip: String, options: AnimationOptions, frames: Int
    ) throws {
        var done = 0
        var first = 0.0
        while done < frames {
            var animation = try Animation(
                of: character, motion: ClipSource(path: clip), options: options)
            let picture = try animation.makePicture()
            while done < frames, try animation.advance() != nil {
                try animation.draw(into: picture)
                done += 1
                if done == 1000 { first = Timing.residentMemory() }
            }
        }
        after1000 = first
        atEnd = Timing.residentMemory()
    }
}
