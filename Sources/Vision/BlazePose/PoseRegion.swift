import Geometry
import Glibc
import Imaging

extension Region {
    /// The square about the middle of the hips whose half side reaches to a second point, turned so
    /// that this one is above.
    ///
    /// - Returns: nil when it cannot be looked at: where a number is not finite or nothing is
    ///   between the points.
    init?(from hips: Point, to reach: Point, scaledBy scale: Double) {
        let way = reach - hips
        let side = 2 * way.length * scale
        guard hips.isFinite, side > 0, side.isFinite else { return nil }
        self.init(
            center: hips, width: side, height: side,
            rotation: Region.normalized(.pi / 2 - atan2(-way.y, way.x)))
    }
}
