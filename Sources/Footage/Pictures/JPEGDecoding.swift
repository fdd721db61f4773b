import CEXIF
import CTurboJPEG
import Imaging

/// JPEG files through libjpeg-turbo with its exact transform, as Pillow and OpenCV use it; turned
/// as libexif reads.
enum JPEGDecoding {
    static func picture(_ bytes: [UInt8], source: String) throws(FootageError) -> Picture {
        guard let decoder = tjInitDecompress() else {
            throw FootageError(.unavailable, source: source, "libjpeg-turbo does not start")
        }
        defer { tjDestroy(decoder) }
        var (width, height) = (Int32(0), Int32(0))
        var (sampling, colors) = (Int32(0), Int32(0))
        let status = tjDecompressHeader3(
            decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &colors)
        guard status == 0 else { throw damaged(decoder, source) }
        try PictureFile.checkSize(Int(width), Int(height), source: source)
        do {
            var picture = try Picture(width: Int(width), height: Int(height))
            let result = picture.withMutableBytes { pixels in
                tjDecompress2(
                    decoder, bytes, UInt(bytes.count), pixels.baseAddress, width, 0, height,
                    Int32(TJPF_RGB.rawValue), 0)
            }
            guard result == 0 else { throw damaged(decoder, source) }
            let orientation = orientation(of: bytes)
            guard orientation != .upright else { return picture }
            var turned = picture
            try orientation.turn(picture, into: &turned)
            return turned
        } catch let error as ImagingError {
            throw PictureFile.badSize(source, error)
        } catch let error as FootageError {
            throw error
        } catch {
            throw FootageError(.badData, source: source, "\(error)")
        }
    }

    private static func damaged(_ decoder: tjhandle, _ source: String) -> FootageError {
        let reason = tjGetErrorStr2(decoder).map { String(cString: $0) } ?? "no reason given"
        return FootageError(.badData, source: source, "is a damaged JPEG picture: \(reason)")
    }

    private static func orientation(of bytes: [UInt8]) -> Orientation {
        guard let data = exif_data_new_from_data(bytes, UInt32(clamping: bytes.count)) else {
            return .upright
        }
        defer { exif_data_unref(data) }
        let main = data.pointee.ifd.0
        guard let entry = exif_content_get_entry(main, EXIF_TAG_ORIENTATION),
            entry.pointee.format == EXIF_FORMAT_SHORT, entry.pointee.components == 1,
            entry.pointee.size >= 2
        else { return .upright }
        let number = exif_get_short(entry.pointee.data, exif_data_get_byte_order(data))
        return Orientation(exif: Int(number)) ?? .upright
    }
}
