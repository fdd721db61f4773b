import CPacking

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

    /// - Returns: how many bytes the rows have become; nil for want of memory.
    func pack(_ rows: PNGRows) -> Int? {
        guard let packer else { return nil }
        let room = pose_packer_bound(packer, rows.bytes.count)
        if packed.count < room {
            packed.deallocate()
            packed = .allocate(capacity: room)
        }
        let content =
            !rows.areFlat ? POSE_ANY : rows.channels == 3 ? POSE_FLAT_RGB : POSE_FLAT_RGBA
        let count = pose_packer_pack(
            packer, content, rows.bytes.baseAddress, rows.bytes.count, rows.sum,
            packed.baseAddress, packed.count)
        return count > 0 ? count : nil
    }

    /// The first bytes of what was packed last, until more is packed.
    func bytes(_ count: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: packed[..<count])
    }
}
