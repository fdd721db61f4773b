/// The keypoints that PoseNet knows and the edges it goes along.
package enum PoseNetSkeleton {
    package static let keypointCount = 17

    /// A way from a keypoint to a neighbour, with the map that leads there: its vertical channel;
    /// the horizontal one stands 16 behind.
    struct Edge {
        var target: Int
        var channel: Int
    }

    /// Parents and children: nose, then eyes, ears, shoulders, elbows, wrists, hips, knees and
    /// ankles, the left of each before the right.
    package static let pairs = [
        (0, 1), (1, 3), (0, 2), (2, 4), (0, 5), (5, 7), (7, 9), (5, 11), (11, 13), (13, 15),
        (0, 6), (6, 8), (8, 10), (6, 12), (12, 14), (14, 16),
    ]

    /// The edges that leave each keypoint: towards children by the first 32 channels, towards the
    /// parent by the others.
    static let edges: [[Edge]] = {
        var edges = [[Edge]](repeating: [], count: keypointCount)
        for (number, pair) in pairs.enumerated() {
            edges[pair.0].append(Edge(target: pair.1, channel: number))
        }
        for (number, pair) in pairs.enumerated() {
            edges[pair.1].append(Edge(target: pair.0, channel: 2 * pairs.count + number))
        }
        return edges
    }()
}
