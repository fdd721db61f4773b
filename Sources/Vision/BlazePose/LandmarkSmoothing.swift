import Motion

/// Steadies a body's landmarks from picture to picture (MediaPipe's LandmarksSmoothingCalculator).
struct LandmarkSmoothing {
    let settings: OneEuroSettings
    private var tracks: [OneEuroLandmark] = []
    private var time = 0.0

    init(_ settings: OneEuroSettings) {
        self.settings = settings
    }

    mutating func reset() { tracks = [] }

    /// - Parameters:
    ///   - size: of the body in pixels.
    ///   - time: in seconds; where none has passed, landmarks stay as they are seen.
    mutating func apply(to landmarks: inout [BodyLandmark], size: Double, at now: Double) {
        guard size >= BlazePoseConstants.leastSize, size.isFinite else { return }
        guard tracks.count == landmarks.count else {
            tracks = landmarks.map { OneEuroLandmark($0.position) }
            time = now
            return
        }
        let step = now - time
        guard step > 0, step.isFinite else { return }
        time = now
        for index in tracks.indices {
            tracks[index].follow(
                landmarks[index].position, after: step, size: size, settings)
            landmarks[index].position = tracks[index].position
        }
    }
}
