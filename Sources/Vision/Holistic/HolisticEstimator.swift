import Imaging
import Inference

/// Finds bodies and the faces that belong to them.
///
/// A body says where its face is; there a detector looks for it, so that also the small faces of
/// people seen from head to feet are found; then the face is followed by its own landmarks as long
/// as they agree with what is detected (MediaPipe's holistic_landmark graph). Where no body is found
/// a face is looked for in the whole picture, as in close-ups.
public final class HolisticEstimator: PersonEstimator {
    private let body: any PersonEstimator
    private let detector: FaceDetector
    private let landmarker: FaceLandmarker
    private let faceAlone: FaceMeshEstimator
    /// The faces of the picture before, by person.
    private var meshes: [Int: FaceMesh] = [:]

    /// - Parameters:
    ///   - body: finds the bodies.
    ///   - faceDetector: MediaPipe's short-range face detector.
    ///   - faceLandmarks: FaceMesh.
    /// - Throws: `wrongModel` when a model is not of the kind that it stands for.
    public init(
        body: any PersonEstimator, faceDetector: Model, faceLandmarks: Model,
        options: Interpreter.Options = .init()
    ) throws(VisionError) {
        self.body = body
        detector = try FaceDetector(faceDetector, options: options)
        landmarker = try FaceLandmarker(faceLandmarks, options: options)
        faceAlone = FaceMeshEstimator(detector, landmarker, people: 1)
    }

    public func reset() {
        body.reset()
        faceAlone.reset()
        meshes = [:]
    }

    public func estimate(_ picture: Picture, at time: Double) throws(VisionError) -> [Estimate] {
        var people = try body.estimate(picture, at: time)
        guard !people.isEmpty else {
            meshes = [:]
            return try faceAlone.estimate(picture, at: time)
        }
        faceAlone.reset()
        var found: [Int: FaceMesh] = [:]
        for index in people.indices {
            guard let region = try region(of: people[index], in: picture),
                let mesh = try landmarker.mesh(in: picture, region)
            else { continue }
            found[people[index].person] = mesh
            people[index].face = mesh.face
            people[index].mesh = mesh.points
        }
        meshes = found
        return people
    }

    /// Where a person's face is.
    private func region(
        of person: Estimate, in picture: Picture
    ) throws(VisionError) -> Region? {
        let before = meshes[person.person]
        guard let face = try detected(person, before, in: picture),
            let detected = Region(ofDetected: face)
        else { return nil }
        guard let before, let followed = before.region, followed.follows(before, asIn: detected)
        else { return detected }
        return followed
    }

    /// The face that is detected where the body says. Of several the one nearest to the body's eyes
    /// is the person's own; MediaPipe, which knows one person, takes the surest.
    private func detected(
        _ person: Estimate, _ before: FaceMesh?, in picture: Picture
    ) throws(VisionError) -> Detection? {
        if let face = BodyFace(of: person), let search = face.searchRegion {
            let faces = try detector.faces(in: picture, search)
            let nearest = faces.min { face.distance(to: $0) < face.distance(to: $1) }
            if let nearest { return nearest }
        }
        // BlazePose's landmarks lie in the face: where they lead to none MediaPipe sees none. Models
        // of 17 parts know less of faces than what was seen before, or than the whole picture shows.
        guard person.landmarks.isEmpty else { return nil }
        let around = before?.region?.squared(scaledBy: HolisticConstants.againScale)
        if let around, let face = try detector.faces(in: picture, around).first { return face }
        return try detector.faces(in: picture, Region(around: picture)).first { face in
            person.pose?.mayHold((face.lower + face.upper) / 2) ?? false
        }
    }
}
