/// Pictures made larger or smaller by triangular filters, as Pillow's `resize` with BILINEAR: when a
/// picture shrinks, each pixel is the weighted mean of all that it covers (libImaging, Resample.c:
/// weights of 22 bits, 8 bits in between). Which direction comes first shows in single levels:
/// Pillow 13 takes rows first where a picture is tall and shrinks much, by an estimate that this
/// rule follows for square models (400x600 to 257x257 rows first, 300x310 columns first).
package enum PictureScaling {
    private static let precision = 22

    /// Where an output pixel's inputs begin, and their weights.
    private struct Filter {
        var first: Int
        var weights: [Int32]
    }

    package static func scaled(
        _ picture: Picture, toWidth width: Int, height: Int
    ) throws(ImagingError) -> Picture {
        let across = filters(from: picture.width, to: width)
        let down = filters(from: picture.height, to: height)
        var bytes = picture.bytes
        if 2 * width * picture.height >= 3 * picture.width * height, height < picture.height {
            bytes = rows(bytes, width: picture.width, down)
            bytes = columns(bytes, width: picture.width, height: height, across)
        } else {
            bytes = columns(bytes, width: picture.width, height: picture.height, across)
            bytes = rows(bytes, width: width, down)
        }
        return try Picture(width: width, height: height, bytes: bytes)
    }

    private static func filters(from source: Int, to target: Int) -> [Filter] {
        let scale = Double(source) / Double(target)
        let reach = max(scale, 1)
        return (0..<target).map { index in
            let center = (Double(index) + 0.5) * scale
            let first = max(Int(center - reach + 0.5), 0)
            let last = min(Int(center + reach + 0.5), source)
            let reals = (first..<last).map { input in
                max(1 - abs((Double(input) - center + 0.5) / reach), 0)
            }
            let total = reals.reduce(0, +)
            return Filter(
                first: first,
                weights: reals.map { Int32($0 / total * Double(1 << precision) + 0.5) })
        }
    }

    private static func rounded(_ sum: Int32) -> UInt8 {
        UInt8(clamping: sum >> precision)
    }

    private static func columns(
        _ bytes: [UInt8], width: Int, height: Int, _ filters: [Filter]
    ) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: filters.count * height * 3)
        for row in 0..<height {
            for (column, filter) in filters.enumerated() {
                for channel in 0..<3 {
                    var sum = Int32(1) << (precision - 1)
                    var place = (row * width + filter.first) * 3 + channel
                    for weight in filter.weights {
                        sum &+= weight &* Int32(bytes[place])
                        place += 3
                    }
                    output[(row * filters.count + column) * 3 + channel] = rounded(sum)
                }
            }
        }
        return output
    }

    private static func rows(_ bytes: [UInt8], width: Int, _ filters: [Filter]) -> [UInt8] {
        let line = width * 3
        var output = [UInt8](repeating: 0, count: filters.count * line)
        for (row, filter) in filters.enumerated() {
            for column in 0..<line {
                var sum = Int32(1) << (precision - 1)
                var place = filter.first * line + column
                for weight in filter.weights {
                    sum &+= weight &* Int32(bytes[place])
                    place += line
                }
                output[row * line + column] = rounded(sum)
            }
        }
        return output
    }
}
