/// Writes ZIP archives of files that are stored as they are.
package enum ArchiveBuilder {
    /// - Parameter start: Where the archive will stand, when offsets shall count from the file's
    ///   first byte; 0 to count from the archive's.
    package static func bytes(_ files: [(name: String, content: [UInt8])], start: Int = 0)
        -> [UInt8]
    {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in files {
            let place = archive.count + start
            // Version, flags and method; time and date; checksum and sizes.
            let common =
                words(20, 0, 0, 0, 0)
                + FlatValue.littleEndian([
                    checksum(content), UInt32(content.count), UInt32(content.count),
                ])
            archive += FlatValue.littleEndian([UInt32(0x0403_4B50)]) + common
            archive += words(name.utf8.count, 0) + Array(name.utf8) + content
            directory += FlatValue.littleEndian([UInt32(0x0201_4B50)]) + words(20) + common
            directory += words(name.utf8.count, 0, 0, 0, 0)
            directory += FlatValue.littleEndian([UInt32(0), UInt32(place)]) + Array(name.utf8)
        }
        let offset = archive.count + start
        archive += directory
        archive += FlatValue.littleEndian([UInt32(0x0605_4B50)])
        archive += words(0, 0, files.count, files.count)
        return archive + FlatValue.littleEndian([UInt32(directory.count), UInt32(offset)])
            + words(0)
    }

    private static func words(_ values: Int...) -> [UInt8] {
        FlatValue.littleEndian(values.map { UInt16($0) })
    }

    /// The CRC-32 of ZIP and gzip, bit by bit.
    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
