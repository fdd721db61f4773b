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

    /// - Parameter content: what level 0 takes the rows for.
    /// - Returns: what they have become, until more is packed.
    func pack(
        _ rows: PNGRows, as content: pose_content = POSE_ANY
    ) throws(SinkError) -> UnsafeBufferPointer<UInt8> {
        guard let packer else { throw .noMemoryToPack }
        let room = pose_packer_bound(packer, rows.bytes.count)
        if packed.count < room {
            packed.deallocate()
            packed = .allocate(capacity: room)
        }
        let count = pose_packer_pack(
            packer, content, rows.bytes.baseAddress, rows.bytes.count, rows.sum,
            packed.baseAddress, packed.count)
        guard count > 0 else { throw .noMemoryToPack }
        return UnsafeBufferPointer(rebasing: packed[..<count])
    }
}
