/// One of a crowd, as the first stage of a pipeline.
public struct FollowedPerson: MotionSource {
    private var crowd: any CrowdSource
    private let choice: PersonChoice
    /// Nil until the person is seen who is to be followed.
    private var number: Int?
    /// Who was seen so far, or who is in the whole crowd where that was counted before.
    private var census: CrowdCensus
    private let isCounted: Bool
    /// How many of the crowd are followed, each by somebody else.
    private let followerCount: Int

    /// - Parameters:
    ///   - choice: all but `place` goes through a crowd that can be read again once before. Of one
    ///     that comes once, whoever is seen first is followed, unless a number is given.
    ///   - name: stands in errors.
    /// - Throws: `badData` when it is known that nobody has the number.
    public init(
        _ crowd: any CrowdSource, _ choice: PersonChoice = .first, name: String
    ) throws(MotionError) {
        var crowd = crowd
        var counted: CrowdCensus?
        if case .place = choice {} else { counted = try CrowdCensus(of: &crowd) }
        try self.init(crowd, choice, counted, name: name)
    }

    /// Follows somebody in a crowd that is counted already, where it can be.
    init(
        _ crowd: any CrowdSource, _ choice: PersonChoice, _ counted: CrowdCensus?, name: String,
        followerCount: Int = 1
    ) throws(MotionError) {
        self.crowd = crowd
        self.followerCount = followerCount
        self.choice = choice
        if case .number(let number) = choice { self.number = number }
        census = counted ?? CrowdCensus()
        isCounted = counted != nil
        guard let counted else { return }
        if let found = counted.number(of: choice) {
            number = found
        } else if let number, !counted.numbers.isEmpty || number > 0 {
            throw MotionError(
                .badData, source: name,
                "has no person \(number); \(counted.summary) (--person)")
        }
    }

    public var header: ClipHeader { crowd.header }

    public var notes: [String] {
        guard let number, census.numbers != [number], !census.numbers.isEmpty else {
            return crowd.notes
        }
        guard census.numbers.contains(number) else {
            return crowd.notes + ["\(census.summary), but not person \(number)"]
        }
        // Where there is somebody for each, nobody was left out.
        guard census.numbers.count > followerCount else { return crowd.notes }
        return crowd.notes + [
            "\(census.summary); person \(number) is followed"
                + "\(isFallback ? ", who was seen first" : "") (choose with --person)"
        ]
    }

    /// Whoever is longest or largest is known only behind the end.
    private var isFallback: Bool { !isCounted && (choice == .longest || choice == .largest) }

    public mutating func next() throws(MotionError) -> MotionFrame? {
        guard let frame = try crowd.next() else { return nil }
        if !isCounted { census.count(frame) }
        number = number ?? census.number(of: isFallback ? .first : choice)
        guard let number else { return MotionFrame(index: frame.index, time: frame.time) }
        return frame.frame(of: number)
    }
}
