import Geometry
import Glibc
import Storage

/// Gets the pictures that a document refers to: data in the document itself, or files near it.
struct ResourceLoader {
    /// What is wrong with a reference; continues a sentence that names it.
    struct Refusal: Error {
        var message: String
    }

    /// Folders whose files may be read, as real paths; the first one is the document's own, which
    /// relative addresses begin in.
    private let folders: [String]

    init(folder: String?, allowed: [String]) {
        folders = ([folder ?? ""] + allowed).map { Self.realPath($0) ?? "" }
    }

    func bytes(_ address: String) throws(Refusal) -> [UInt8] {
        if address.prefix(5).lowercased() == "data:" {
            guard let data = DataAddress.bytes(address) else {
                throw Refusal(message: "holds data that is no base64; embed the picture again")
            }
            return data
        }
        if let scheme = Self.scheme(of: address), scheme != "file" {
            throw Refusal(message: "lies on the network, which is not read; embed it")
        }
        var path = address
        if path.prefix(7).lowercased() == "file://" { path = String(path.dropFirst(7)) }
        path = path.removingPercentEscapes
        if !path.hasPrefix("/") {
            guard let folder = folders.first, !folder.isEmpty else {
                throw Refusal(message: "is a file, but the document has no folder; embed it")
            }
            path = folder + "/" + path
        }
        guard let real = Self.realPath(path) else {
            throw Refusal(message: "does not exist; put the file beside the drawing or embed it")
        }
        guard folders.contains(where: { !$0.isEmpty && (real.hasPrefix($0 + "/") || $0 == "/") })
        else {
            throw Refusal(
                message: "lies outside of the drawing's folder and is not read; embed it or allow "
                    + "its folder")
        }
        do {
            return try InputFile.read(real, limit: Limits.bytes)
        } catch {
            throw Refusal(message: "cannot be read: \(error.message)")
        }
    }

    private static func scheme(of address: String) -> String? {
        guard let colon = address.firstIndex(of: ":") else { return nil }
        let scheme = address[..<colon]
        guard scheme.count > 1, scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "+") })
        else { return nil }
        return scheme.lowercased()
    }

    private static func realPath(_ path: String) -> String? {
        guard !path.isEmpty, let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}

/// `data:` addresses (RFC 2397).
enum DataAddress {
    static func bytes(_ address: String) -> [UInt8]? {
        let text = Array(address.utf8)
        guard let comma = text.firstIndex(of: .ascii(",")) else { return nil }
        let header = String(decoding: text[..<comma], as: UTF8.self).lowercased()
        let body = text[(comma + 1)...]
        if header.hasSuffix(";base64") { return base64(body) }
        return Array(String(decoding: body, as: UTF8.self).removingPercentEscapes.utf8)
    }

    /// White space is passed over; nil at anything else that is no base64 (RFC 4648).
    private static func base64(_ text: Bytes) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 4 * 3)
        var (bits, count): (UInt32, Int) = (0, 0)
        for byte in text {
            let value: UInt8
            switch byte {
            case 0x41...0x5a: value = byte - 0x41
            case 0x61...0x7a: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case .ascii("+"), .ascii("-"): value = 62
            case .ascii("/"), .ascii("_"): value = 63
            case .ascii("="): continue
            default:
                if byte.isSpace { continue }
                return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }
}

extension String {
    /// With `%20` and the like replaced by what they stand for.
    var removingPercentEscapes: String {
        var result: [UInt8] = []
        let bytes = Array(utf8)
        var index = 0
        while index < bytes.count {
            if bytes[index] == .ascii("%"), index + 2 < bytes.count,
                let high = bytes[index + 1].hexValue, let low = bytes[index + 2].hexValue
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
