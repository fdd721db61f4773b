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

    deinit {
        pose_rows_end(&rows)
        bytes.deallocate()
    }

    /// Whether most groups of pixels are what they were in the row above, as in pictures of flat
    /// areas.
    var areFlat: Bool { rows.spread <= UInt64(bytes.count) / 8 }

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
        guard let source = picture.pixels, let target = bytes.baseAddress,
            pose_rows_begin(&rows, picture.width, Int32(channels), isPlain)
        else { return .noMemory }
        self.channels = channels
        sum = 1
        for row in 0..<picture.height {
            let pixels = source + row * picture.stride
            let above = row > 0 ? pixels - picture.stride : pixels
            let start = target + row * length
            guard pose_rows_next(&rows, pixels, above, start) else { return .translucent }
            add(start, length)
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
