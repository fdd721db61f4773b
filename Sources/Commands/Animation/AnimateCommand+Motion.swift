import PoseAnimate

/// What moves the characters.
extension AnimateCommand {
    /// What moves the character, by the name that was given.
    var motionName: String { keypoints ?? video ?? source ?? sensor.name }

    /// What moves each of the characters.
    func motions() throws -> [any MotionSource] {
        guard characters.count > 1 else { return [try onlyMotion()] }
        let crowd: any CrowdSource
        if let video {
            crowd = try watched(video)
        } else {
            crowd = try keypointArguments.openCrowd(
                motionName, fps: motion.clipFps, size: motion.clipSize)
        }
        return try Cast.motions(
            characters.count, from: crowd,
            choices: keypointArguments.people.compactMap(\.choice), name: motionName)
    }

    private func onlyMotion() throws -> any MotionSource {
        if let source {
            return try StageShelf.registry.makeSource(
                StageOptions(parsing: source), location: keypoints ?? "")
        }
        if sensor.isUsed { return try sensor.motion() }
        if let video {
            return try FollowedPerson(
                try watched(video), keypointArguments.person, name: video)
        }
        return try keypointArguments.open(
            motionName, fps: motion.clipFps, size: motion.clipSize)
    }

    private func watched(_ video: String) throws -> FootageCrowd {
        let watcher = try detection.watcher(
            video, people: detection.people(for: characters.count), isQuiet: quiet)
        return FootageCrowd(watcher, name: video)
    }

    /// Reads a file through once, so that damage anywhere in it is told before anything is
    /// written. Reading is far quicker than drawing, other than watching footage. What comes
    /// through a pipe comes once.
    func checkMotion() throws {
        guard source == nil, let keypoints, keypoints != "-", InputFile.isRepeatable(keypoints)
        else { return }
        var source = try keypointArguments.openCrowd(
            keypoints, fps: motion.clipFps, size: motion.clipSize)
        while try source.next() != nil {
            if let signal = Interruption.signal { throw Interrupted(signal: signal) }
        }
    }
}
