import CPacking
import Rendering
import Storage

/// Makes PNG files of pictures.
///
/// Opaque pictures become RGB, others RGBA with straight alpha; all are marked as sRGB. The same
/// picture gives the same bytes. An encoder keeps its memory from picture to picture.
public final class PNGEncoder: FrameEncoder {
    /// CSS's 96 pixels an inch.
    static let pixelsPerMetre = 3780

    private let packer: OpaquePointer?
    private var rows: PNGRows
    private var packed: [UInt8] = []
    private var file: [UInt8] = []

    public init(_ compression: PNGCompression = .fast) {
        packer = pose_packer_create(compression.level)
        rows = PNGRows(filter: compression.filter)
    }

    deinit { pose_packer_destroy(packer) }

    /// Encodes a picture.
    ///
    /// - Returns: the file's bytes.
    /// - Throws: `badSize` for a picture without pixels, `encoding` for want of memory.
    public func encode(_ picture: PixelBuffer) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try encode(picture, index: 0, into: &bytes)
        return bytes
    }

    public func encode(_ picture: PixelBuffer, index: Int, into bytes: inout [UInt8]) throws {
        try PixelBuffer.validate(width: picture.width, height: picture.height)
        let channels = PNGRows.areOpaque(picture) ? 3 : 4
        rows.fill(from: picture, channels: channels)
        let count = try pack(rows.bytes)
        bytes.removeAll(keepingCapacity: true)
        PNGChunks.begin(
            width: picture.width, height: picture.height, channels: channels,
            pixelsPerMetre: Self.pixelsPerMetre, into: &bytes)
        packed.withUnsafeBufferPointer {
            PNGChunks.finish(pixels: UnsafeBufferPointer(rebasing: $0[..<count]), into: &bytes)
        }
    }

    /// Encodes a picture into a file that appears when it is complete.
    ///
    /// - Throws: like `encode`; `StorageError` when it cannot be written.
    public func write(_ picture: PixelBuffer, to path: String) throws {
        let output = try AtomicFile(path: path)
        try encode(picture, index: 0, into: &file)
        try output.write(file)
        try output.commit()
    }

    /// Packs bytes into `packed`.
    ///
    /// - Returns: how many they have become.
    private func pack(_ bytes: [UInt8]) throws(SinkError) -> Int {
        guard let packer else { throw Self.noMemory }
        let room = pose_packer_bound(packer, bytes.count)
        if packed.count < room { packed = Array(repeating: 0, count: room) }
        let count = bytes.withUnsafeBufferPointer { bytes in
            packed.withUnsafeMutableBufferPointer { packed in
                guard let source = bytes.baseAddress, let target = packed.baseAddress else {
                    return 0
                }
                return pose_packer_pack(packer, source, bytes.count, target, packed.count)
            }
        }
        guard count > 0 else { throw Self.noMemory }
        return count
    }

    private static let noMemory = SinkError(
        .encoding, "there is not enough memory to pack the picture; give a smaller one")
}
