import Geometry
import Imaging
import Motion
import Rendering
import Scene
import Vision

/// Pictures with the people found in them drawn over: limbs and joints by confidence, faces as
/// dots, each person in a colour with their number.
public final class PersonOverlay {
    /// Keypoints that are less sure than this are left out, as animation leaves them out.
    private static let leastConfidence = 0.1
    /// Far apart for eyes that see colours differently (M. Okabe and K. Ito, "Color Universal
    /// Design", 2008).
    private static let colors = [
        Color(red: 0.90, green: 0.62, blue: 0), Color(red: 0.34, green: 0.71, blue: 0.91),
        Color(red: 0, green: 0.62, blue: 0.45), Color(red: 0.94, green: 0.89, blue: 0.26),
        Color(red: 0.80, green: 0.47, blue: 0.65), Color(red: 0.84, green: 0.37, blue: 0),
    ]

    private let buffer: PixelBuffer
    /// Lines and dots grow with the picture.
    private let unit: Double

    /// - Throws: `badSize` when the footage's pictures are larger than pictures that are drawn.
    public init(width: Int, height: Int) throws(RenderingError) {
        buffer = try PixelBuffer.validated(width: width, height: height)
        unit = max(Double(max(width, height)) / 640, 0.5)
    }

    /// Draws a picture; what it returns is drawn over by the next one.
    ///
    /// - Throws: `drawing` when Cairo refuses.
    public func draw(_ watched: WatchedPicture) throws(RenderingError) -> PixelBuffer {
        copy(watched.picture)
        try buffer.annotate(watched.people.flatMap(marks))
        return buffer
    }

    private func copy(_ picture: Picture) {
        guard picture.width == buffer.width, picture.height == buffer.height else { return }
        let target = buffer.bytes.bindMemory(to: UInt32.self)
        picture.bytes.withUnsafeBufferPointer { bytes in
            for pixel in 0..<picture.width * picture.height {
                let red = UInt32(bytes[3 * pixel])
                let green = UInt32(bytes[3 * pixel + 1])
                let blue = UInt32(bytes[3 * pixel + 2])
                target[pixel] = 0xFF00_0000 | red << 16 | green << 8 | blue
            }
        }
    }

    private func marks(_ person: Estimate) -> [Annotation] {
        let color = Self.colors[person.person % Self.colors.count]
        var marks: [Annotation] = []
        for landmark in person.face?.landmarks ?? [] {
            marks.append(.dot(center: landmark, radius: 0.7 * unit, color: color))
        }
        guard let pose = person.pose else { return marks }
        func seen(_ part: BodyPart) -> Keypoint? {
            pose[part].flatMap { $0.confidence >= Self.leastConfidence ? $0 : nil }
        }
        func faded(_ confidence: Double) -> Color {
            var faded = color
            faded.alpha = 0.25 + 0.75 * min(max(confidence, 0), 1)
            return faded
        }
        for (from, to) in BodyPart.limbs {
            guard let start = seen(from), let end = seen(to) else { continue }
            marks.append(
                .line(
                    from: start.position, to: end.position, width: 2.5 * unit,
                    color: faded(min(start.confidence, end.confidence))))
        }
        for part in BodyPart.allCases {
            guard let keypoint = seen(part) else { continue }
            marks.append(
                .dot(
                    center: keypoint.position, radius: 3.5 * unit,
                    color: faded(keypoint.confidence)))
        }
        let places = pose.keypoints.compactMap { $0 }
            .filter { $0.confidence >= Self.leastConfidence }.map(\.position)
        let top = (places + (person.face?.landmarks ?? [])).min { $0.y < $1.y }
        if let top {
            marks.append(
                .label(
                    "\(person.person)", at: top + Point(-4, -12) * unit, size: 14 * unit,
                    color: Color(red: 0.1, green: 0.1, blue: 0.2)))
        }
        return marks
    }
}
