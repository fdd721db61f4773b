import Imaging
import Storage

/// The pictures of a folder, in the order of their names, numbers by their value.
final class PictureFolder: Footage {
    let header: FootageHeader
    let notes: [String]
    private let path: String
    private let names: [String]
    private let rate: Double
    private var first: Picture?
    private var index = 0

    private static let endings = [
        "jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "ppm", "pgm", "tga", "jp2", "avif",
    ]

    init(path: String, _ options: FootageOptions) throws(FootageError) {
        let all: [String]
        do {
            all = try Directory.names(in: path).filter { !$0.hasPrefix(".") }
        } catch {
            throw FootageError(error)
        }
        let names = all.filter(Self.isPicture).sorted(by: NaturalOrder.precedes)
        guard let firstName = names.first else {
            throw FootageError(
                .noInput, source: path,
                "holds no pictures (\(Self.endings.prefix(3).joined(separator: ", ")) …)")
        }
        self.path = path
        self.names = names
        var notes: [String] = []
        let strays = all.filter { !Self.isPicture($0) }
        if let stray = strays.first {
            notes.append(
                strays.count == 1
                    ? "\(stray) is no picture and was left out"
                    : "\(strays.count) files are no pictures and were left out, \(stray) first")
        }
        if options.framesPerSecond == nil, names.count > 1 {
            notes.append(
                "a folder does not say its rate; \(Int(FootageInput.assumedRate)) pictures a "
                    + "second are assumed (--video-fps)")
        }
        self.notes = notes
        rate = options.framesPerSecond ?? FootageInput.assumedRate
        let first = try PictureFile.read(Self.path(of: firstName, in: path))
        self.first = first
        header = FootageHeader(
            width: first.width, height: first.height, framesPerSecond: rate,
            frameCount: names.count)
    }

    func next(into picture: inout Picture) throws(FootageError) -> Double? {
        guard index < names.count else { return nil }
        let place = index
        index += 1
        if let first {
            picture = first
            self.first = nil
            return 0
        }
        let name = names[place]
        do throws(FootageError) {
            let next = try PictureFile.read(Self.path(of: name, in: path))
            guard next.width == header.width, next.height == header.height else {
                throw FootageError(
                    .badData, source: path, place: name,
                    "is \(next.width)x\(next.height), but the first picture is "
                        + "\(header.width)x\(header.height); all must have one size")
            }
            picture = next
        } catch {
            index = names.count
            throw error
        }
        return Double(place) / rate
    }

    private static func isPicture(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        return endings.contains(name[name.index(after: dot)...].lowercased())
    }

    private static func path(of name: String, in folder: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
