/// Makes `.npy` files of any header, sound or not.
func numPyFile(
    _ header: String, data: [UInt8] = [], version: [UInt8] = [1, 0], length: Int? = nil
) -> [UInt8] {
    let length = length ?? header.utf8.count
    let countSize = version == [1, 0] ? 2 : 4
    return [0x93] + Array("NUMPY".utf8) + version
        + (0..<countSize).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        + Array(header.utf8) + data
}
