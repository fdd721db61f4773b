import Inference
import PluginKit
import Vision

/// The estimators that ship with the engine.
extension Registry {
    mutating func registerEstimators() throws(PoseAnimateError) {
        try register(
            estimator: "posenet", summary: "bodies by PoseNet: 17 keypoints, several people",
            settings: [.model("model", role: "posenet")]
        ) { request, options in
            try options.check(known: ["model"])
            return try PoseNetEstimator(
                request.model(options, "model", role: "posenet"), people: request.people,
                options: request.interpreter)
        }
        try register(
            estimator: "blazepose", summary: "one body by BlazePose: 33 landmarks",
            settings: [
                .model("detector", role: "pose-detector"),
                .model("landmarks", role: "pose-landmarks"),
            ]
        ) { request, options in
            try options.check(known: ["detector", "landmarks"])
            try request.expectOnePerson(options)
            return try BlazePoseEstimator(
                detector: request.model(options, "detector", role: "pose-detector"),
                landmarks: request.model(options, "landmarks", role: "pose-landmarks"),
                isSmooth: request.isVideo, options: request.interpreter)
        }
        try register(
            estimator: "movenet", summary: "one body by MoveNet: 17 keypoints, quickly",
            settings: [.model("model", role: "movenet")]
        ) { request, options in
            try options.check(known: ["model"])
            try request.expectOnePerson(options)
            return try MoveNetEstimator(
                request.model(options, "model", role: "movenet"), options: request.interpreter)
        }
        try register(
            estimator: "facemesh",
            summary: "faces by FaceMesh: 468 landmarks, or 478 with irises",
            settings: [
                .model("detector", role: "face-detector"),
                .model("landmarks", role: "face-landmarks"),
            ]
        ) { request, options in
            try options.check(known: ["detector", "landmarks"])
            let detector = try request.model(options, "detector", role: "face-detector")
            let landmarks = try request.model(options, "landmarks", role: "face-landmarks")
            guard let body = request.body else {
                return try FaceMeshEstimator(
                    detector: detector, landmarks: landmarks, people: request.people,
                    options: request.interpreter)
            }
            return try HolisticEstimator(
                body: body, faceDetector: detector, faceLandmarks: landmarks,
                options: request.interpreter)
        }
    }
}

extension StageSetting {
    fileprivate static func model(_ name: String, role: String) -> StageSetting {
        .text(name, standard: role, "the model's file; else the one of that role")
    }
}

extension Registry.EstimatorRequest {
    /// The model that a setting names, else the one that is found for a role.
    fileprivate func model(
        _ options: StageOptions, _ setting: String, role: String
    ) throws -> Model {
        guard let path = options.values[setting] else { return try findModel(role) }
        return try Model(contentsOf: path)
    }

    fileprivate func expectOnePerson(_ options: StageOptions) throws(PoseAnimateError) {
        guard people > 1 else { return }
        throw PoseAnimateError(
            .usage, "`\(options.name)` finds one person; `posenet` finds \(people)")
    }
}
