/// A crowd that several read, each at their own pace.
///
/// What not all have read is kept: for those who go on together, a frame; before whoever wants the
/// whole motion at once, all of it.
public final class SharedCrowd {
    /// What one of the readers reads.
    public struct Reader: CrowdSource {
        private let shared: SharedCrowd
        private let place: Int

        fileprivate init(_ shared: SharedCrowd, _ place: Int) {
            self.shared = shared
            self.place = place
        }

        public var header: ClipHeader { shared.crowd.header }
        public var notes: [String] { shared.crowd.notes }
        public var isOfSeveral: Bool? { shared.crowd.isOfSeveral }

        public mutating func next() throws(MotionError) -> CrowdFrame? {
            try shared.next(forReader: place)
        }
    }

    private var crowd: any CrowdSource
    /// What the first of the readers has read and the last has not.
    private var kept: [CrowdFrame] = []
    /// How many frames went before those.
    private var goneCount = 0
    /// How many frames each has read.
    private var readCounts: [Int]
    /// What the end was; the crowd is not asked again.
    private var end: Result<Void, MotionError>?

    /// - Parameter readerCount: how many will read; all of them must, or everything is kept.
    public init(_ crowd: any CrowdSource, readerCount: Int) {
        self.crowd = crowd
        readCounts = Array(repeating: 0, count: max(readerCount, 0))
    }

    /// A reader for each, all at the first frame.
    public var readers: [Reader] { readCounts.indices.map { Reader(self, $0) } }

    private func next(forReader reader: Int) throws(MotionError) -> CrowdFrame? {
        let place = readCounts[reader] - goneCount
        if place == kept.count {
            guard let frame = try read() else { return nil }
            kept.append(frame)
        }
        let frame = kept[place]
        readCounts[reader] += 1
        if let slowest = readCounts.min(), slowest > goneCount {
            kept.removeFirst(slowest - goneCount)
            goneCount = slowest
        }
        return frame
    }

    private func read() throws(MotionError) -> CrowdFrame? {
        if let end {
            try end.get()
            return nil
        }
        do {
            let frame = try crowd.next()
            if frame == nil { end = .success(()) }
            return frame
        } catch {
            end = .failure(error)
            throw error
        }
    }
}
