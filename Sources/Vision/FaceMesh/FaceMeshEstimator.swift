import Imaging
import Inference

/// Finds faces and their landmarks, without bodies: a detector looks at the whole picture as long as
/// fewer faces are followed than are looked for; after that each face's landmarks tell where it is
/// in the next picture (MediaPipe's face_landmark_front graph).
///
/// Made for people who fill a good part of the picture; `HolisticEstimator` finds the faces of
/// people seen from head to feet.
public final class FaceMeshEstimator: PersonEstimator {
    private let detector: FaceDetector
    private let landmarker: FaceLandmarker
    /// Where faces are expected, by person; nil for people who are not in view.
    private var regions: [Region?]

    /// - Parameters:
    ///   - detector: MediaPipe's short-range face detector.
    ///   - landmarks: FaceMesh.
    ///   - people: how many faces are looked for.
    /// - Throws: `wrongModel` when a model is not of the kind that it stands for.
    public convenience init(
        detector: Model, landmarks: Model, people: Int = 1, options: Interpreter.Options = .init()
    ) throws(VisionError) {
        self.init(
            try FaceDetector(detector, options: options),
            try FaceLandmarker(landmarks, options: options), people: people)
    }

    init(_ detector: FaceDetector, _ landmarker: FaceLandmarker, people: Int) {
        self.detector = detector
        self.landmarker = landmarker
        regions = Array(repeating: nil, count: max(people, 1))
    }

    public func reset() {
        for person in regions.indices { regions[person] = nil }
    }

    public func estimate(_ picture: Picture, at time: Double) throws(VisionError) -> [Estimate] {
        if regions.contains(nil) { try lookForOthers(in: picture) }
        var found: [Estimate] = []
        for (person, region) in regions.enumerated() {
            regions[person] = nil
            guard let region, let mesh = try landmarker.mesh(in: picture, region) else { continue }
            // Two regions may have come to follow one face.
            guard let next = mesh.region, !Self.isFollowed(next, regions[..<person]) else {
                continue
            }
            regions[person] = next
            found.append(Estimate(person: person, face: mesh.face, mesh: mesh.points))
        }
        return found
    }

    /// Gives faces that nobody has a number that is free.
    private func lookForOthers(in picture: Picture) throws(VisionError) {
        for region in try detector.regions(in: picture).prefix(regions.count)
        where !Self.isFollowed(region, regions[...]) {
            guard let free = regions.firstIndex(of: nil) else { return }
            regions[free] = region
        }
    }

    private static func isFollowed(_ region: Region, _ regions: ArraySlice<Region?>) -> Bool {
        regions.contains { $0.map { $0.overlap(region) > FaceMeshConstants.sameFace } ?? false }
    }
}
