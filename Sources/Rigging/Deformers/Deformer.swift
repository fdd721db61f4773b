import Scene

/// Third stage of the pipeline: moves a bound drawing's points to follow a posture.
public protocol Deformer {
    /// Writes points, visibility, stroke growth and confidence of every bound shape into `frame`.
    ///
    /// Shapes that are not bound keep what `frame` holds. Nothing is allocated.
    ///
    /// - Throws: when the deformer is another program's and that failed.
    mutating func deform(
        _ posture: Posture, into frame: inout SceneFrame
    ) throws(RiggingError)
}
