import Imaging

/// Finds people in the pictures of a video, one after another.
///
/// An estimator may remember where people were, so pictures are handed over in their order; before
/// pictures that do not continue what it has seen, such as photographs, it is `reset`. It belongs to
/// one thread at a time.
public protocol PersonEstimator: AnyObject {
    /// The people in a picture, by rising number.
    ///
    /// - Parameter time: seconds since any moment; it grows from picture to picture.
    func estimate(_ picture: Picture, at time: Double) throws(VisionError) -> [Estimate]

    /// Forgets all that was seen.
    func reset()
}
