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

    /// Where a person's face is. Of several faces the one nearest to the body's eyes is the
    /// person's own; MediaPipe, which knows one person, takes the surest.
    private func region(
        of person: Estimate, in picture: Picture
    ) throws(VisionError) -> Region? {
        guard let face = BodyFace(of: person), let search = face.searchRegion else { return nil }
        let faces = try detector.faces(in: picture, search)
        guard let nearest = faces.min(by: { face.distance(to: $0) < face.distance(to: $1) }),
            let detected = Region(ofDetected: nearest)
        else { return nil }
        if let mesh = meshes[person.person], let followed = mesh.region,
            followed.follows(mesh, asIn: detected)
        {
            return followed
        }
        return detected
    }
}
