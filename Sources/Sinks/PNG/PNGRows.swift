import CPacking
import CPixelKernels
import Rendering

/// A picture's rows as a PNG file packs them: a filter's number, then the row, filtered (PNG 1.2,
/// chapter 6).
final class PNGRows {
    private(set) var bytes = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
    /// The Adler-32 of `bytes`.
    private(set) var sum: UInt32 = 1
    /// 3 for RGB, 4 for RGBA with straight alpha.
    private(set) var channels = 4
    private var rows = pose_rows()
    /// A few rows at a time, which stay near the processor until they are packed.
    private var band = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
    private static let bandSize = 1 << 18

    deinit {
        pose_rows_end(&rows)
        bytes.deallocate()
        band.deallocate()
    }

    /// Whether most groups of pixels are what they were in the row above, as in pictures of flat
    /// areas.
    var areFlat: Bool { rows.spread <= UInt64(bytes.count) / 8 }

    /// Takes the rows of a flat picture, some at a time: RGB or RGBA as `fill` does.
    ///
    /// Two threads that each write all rows of large pictures into memory and read them again wait
    /// for that memory more than for anything else.
    ///
    /// - Parameters:
    ///   - begin: is told how many bytes a pixel has and how many bytes there are at most at a time;
    ///     a second time when the picture turns out to be translucent.
    ///   - take: is given rows, filtered, and whether they are the last ones.
    /// - Returns: false when the picture is not flat; then not all rows were given.
    /// - Throws: for want of memory; what `take` throws.
    func fillBands(
        from picture: PixelBuffer, begin: (_ channels: Int, _ size: Int) -> Void,
        take: (UnsafeBufferPointer<UInt8>, Bool) throws(SinkError) -> Void
    ) throws(SinkError) -> Bool {
        for channels in [3, 4] {
            let length = 1 + channels * picture.width
            let most = UInt64(length * picture.height) / 8
            let height = min(max(Self.bandSize / length, 1), picture.height)
            if band.count < height * length {
                band.deallocate()
                band = .allocate(capacity: height * length)
            }
            begin(channels, height * length)
            var first = 0
            var outcome = start(picture, channels, isPlain: false)
            while outcome == .filled, first < picture.height {
                let rows = first..<min(first + height, picture.height)
                outcome = fill(band.baseAddress, from: picture, rows)
                guard outcome == .filled else { break }
                guard self.rows.spread <= most else { return false }
                try take(
                    UnsafeBufferPointer(rebasing: band[..<(rows.count * length)]),
                    rows.upperBound == picture.height)
                first = rows.upperBound
            }
            if outcome == .filled { return true }
            if outcome == .noMemory { throw .noMemoryToPack }
        }
        return false
    }

    /// Takes a picture: as RGB when no pixel lets anything through, as RGBA otherwise.
    ///
    /// - Parameter isPlain: whether rows are left unfiltered.
    /// - Throws: for want of memory.
    func fill(from picture: PixelBuffer, isPlain: Bool = false) throws(SinkError) {
        // Whether it is opaque is seen on the way, mostly soon when it is not.
        var outcome = fill(from: picture, channels: 3, isPlain)
        if outcome == .translucent { outcome = fill(from: picture, channels: 4, isPlain) }
        if outcome == .noMemory { throw .noMemoryToPack }
    }

    private enum Outcome {
        case filled
        case translucent
        case noMemory
    }

    private func fill(
        from picture: PixelBuffer, channels: Int, _ isPlain: Bool
    ) -> Outcome {
        let length = 1 + channels * picture.width
        if bytes.count != length * picture.height {
            bytes.deallocate()
            bytes = .allocate(capacity: length * picture.height)
        }
        let outcome = start(picture, channels, isPlain: isPlain)
        guard outcome == .filled else { return outcome }
        return fill(bytes.baseAddress, from: picture, 0..<picture.height)
    }

    private func start(_ picture: PixelBuffer, _ channels: Int, isPlain: Bool) -> Outcome {
        self.channels = channels
        sum = 1
        return pose_rows_begin(&rows, picture.width, Int32(channels), isPlain) ? .filled : .noMemory
    }

    /// Filters the next rows.
    private func fill(
        _ target: UnsafeMutablePointer<UInt8>?, from picture: PixelBuffer, _ range: Range<Int>
    ) -> Outcome {
        let length = 1 + channels * picture.width
        guard let source = picture.pixels, var target else { return .noMemory }
        for row in range {
            let pixels = source + row * picture.stride
            let above = row > 0 ? pixels - picture.stride : pixels
            guard pose_rows_next(&rows, pixels, above, target) else { return .translucent }
            add(target, length)
            target += length
        }
        return .filled
    }

    /// Adds a row to the sum, in which all that is not in a span is zero.
    private func add(_ row: UnsafePointer<UInt8>, _ length: Int) {
        sum = pose_adler32(sum, row, 1)
        var place = 1
        for span in UnsafeBufferPointer(start: rows.spans, count: rows.span_count) {
            let (start, end) = (1 + Int(span.start), 1 + Int(span.end))
            sum = pose_adler32_zeros(sum, start - place)
            sum = pose_adler32(sum, row + start, end - start)
            place = end
        }
        sum = pose_adler32_zeros(sum, length - place)
    }
}

extension PixelBuffer {
    /// The first pixel's first byte.
    var pixels: UnsafePointer<UInt8>? {
        UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: UInt8.self)
    }
}
