import CPacking
import Rendering

/// Packs rows into the zlib stream of a PNG file, in memory that serves again.
final class PNGPacking {
    private let packer: OpaquePointer?
    /// As much as the rows could become; memory that nothing is written to is not taken.
    private var packed = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)

    init(level: Int32) { packer = pose_packer_create(level) }

    deinit {
        pose_packer_destroy(packer)
        packed.deallocate()
    }

    /// - Parameter content: what level 0 takes the rows for.
    /// - Returns: what they have become, until more is packed.
    func pack(
        _ rows: PNGRows, as content: pose_content = POSE_ANY
    ) throws(SinkError) -> UnsafeBufferPointer<UInt8> {
        guard let packer else { throw .noMemoryToPack }
        let room = pose_packer_bound(packer, rows.bytes.count)
        makeRoom(room)
        let count = pose_packer_pack(
            packer, content, rows.bytes.baseAddress, rows.bytes.count, rows.sum,
            packed.baseAddress, packed.count)
        guard count > 0 else { throw .noMemoryToPack }
        return UnsafeBufferPointer(rebasing: packed[..<count])
    }

    /// Packs a flat picture band by band.
    ///
    /// - Returns: what its rows have become, until more is packed; nil when it is not flat.
    func packBands(
        of picture: PixelBuffer, _ rows: PNGRows
    ) throws(SinkError) -> UnsafeBufferPointer<UInt8>? {
        guard let packer else { throw .noMemoryToPack }
        var count = 0
        var content = POSE_FLAT_RGB
        let isFlat = try rows.fillBands(from: picture) { channels, size in
            content = channels == 3 ? POSE_FLAT_RGB : POSE_FLAT_RGBA
            count = 0
            let bands = (picture.height * (1 + channels * picture.width) + size - 1) / size
            makeRoom((bands + 1) * pose_packer_bound(packer, size))
        } take: { band, isLast throws(SinkError) in
            let part = pose_part(is_first: count == 0, is_last: isLast)
            let length = pose_packer_pack_part(
                packer, content, part, band.baseAddress, band.count, rows.sum,
                packed.baseAddress.map { $0 + count }, packed.count - count)
            guard length > 0 else { throw .noMemoryToPack }
            count += length
        }
        return isFlat ? UnsafeBufferPointer(rebasing: packed[..<count]) : nil
    }

    private func makeRoom(_ room: Int) {
        guard packed.count < room else { return }
        packed.deallocate()
        packed = .allocate(capacity: room)
    }
}
