import Imaging

/// A single picture.
final class StillFootage: Footage {
    let header: FootageHeader
    let notes: [String] = []
    private var picture: Picture?

    init(_ picture: Picture) {
        header = FootageHeader(width: picture.width, height: picture.height, frameCount: 1)
        self.picture = picture
    }

    func next(into picture: inout Picture) throws(FootageError) -> Double? {
        guard let still = self.picture else { return nil }
        picture = still
        self.picture = nil
        return 0
    }
}
