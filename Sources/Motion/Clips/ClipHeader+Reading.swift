import CSimdJSON
import Geometry

extension ClipHeader {
    /// The name by which a clip says what it is.
    static let format = "pose-animator-clip"
    /// The version of the format that is read and written.
    static let version = 1

    /// The header as the clip states it.
    ///
    /// - Throws: `badData` for another format or version, and for a rate or size that cannot be.
    init(_ stated: csimdjson_header, source: String) throws(MotionError) {
        func bad(_ place: String, _ message: String) -> MotionError {
            MotionError(.badData, source: source, place: place, message)
        }
        if stated.has_format {
            let format = withUnsafePointer(to: stated) { header in
                csimdjson_header_format(header).map { String(cString: $0) } ?? ""
            }
            guard format == Self.format else {
                throw bad("format", "is \"\(shown(format))\"; only \"\(Self.format)\" is read")
            }
        }
        if stated.has_version, stated.version != Double(Self.version) {
            throw bad(
                "version",
                "is \(plain(stated.version)); only version \(Self.version) is read: "
                    + "export the clip in it or update this program")
        }
        if stated.has_fps, !(stated.fps >= 0.001 && stated.fps <= 10_000) {
            throw bad("fps", "is \(plain(stated.fps)); frames a second run from 0.001 to 10000")
        }
        for (name, isStated, length) in [
            ("width", stated.has_width, stated.width), ("height", stated.has_height, stated.height),
        ] where isStated && !(length >= 1 && length <= 1e7) {
            throw bad(name, "is \(plain(length)); the video's sides run from 1 to 1e7 pixels")
        }
        self.init(
            framesPerSecond: stated.has_fps ? stated.fps : nil,
            size: stated.has_width && stated.has_height
                ? Size(width: stated.width, height: stated.height) : nil)
    }
}

/// A number as people write it: 2, not 2.0.
private func plain(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
}
