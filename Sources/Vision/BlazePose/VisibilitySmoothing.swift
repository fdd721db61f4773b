/// Steadies how visible landmarks are (MediaPipe's VisibilitySmoothingCalculator). It outlasts
/// pictures without a person, as there.
struct VisibilitySmoothing {
    private var values: [Double] = []

    mutating func reset() { values = [] }

    mutating func apply(to landmarks: inout [BodyLandmark]) {
        guard values.count == landmarks.count else {
            values = landmarks.map(\.visibility)
            return
        }
        for index in landmarks.indices {
            let change = landmarks[index].visibility - values[index]
            values[index] += change * BlazePoseConstants.visibilityWeight
            landmarks[index].visibility = values[index]
        }
    }
}
