/// Who of a crowd moves each of several characters.
public enum Cast {
    /// A source of motion for each character; a crowd is read once for all of them.
    ///
    /// - Parameters:
    ///   - count: how many characters there are.
    ///   - choices: whom each follows, or empty: then it is those who are longest in view, by rising
    ///     number. Of a crowd that comes but once it is those who come into view first.
    ///   - name: the crowd's, in errors.
    /// - Throws: `badData` when it is known that there is nobody for one of them.
    public static func motions(
        _ count: Int, from crowd: any CrowdSource, choices: [PersonChoice] = [], name: String
    ) throws(MotionError) -> [any MotionSource] {
        var crowd = crowd
        let counted = try CrowdCensus(of: &crowd)
        var choices = choices
        if choices.isEmpty, let counted {
            let numbers = counted.longest(count)
            guard numbers.count == count || numbers.isEmpty else {
                throw MotionError(
                    .badData, source: name,
                    "cannot move \(count) characters, each as somebody else: \(counted.summary); "
                        + "say for each whom it follows (--person 0 --person 0)")
            }
            choices = numbers.map { .number($0) }
        }
        let readers = SharedCrowd(crowd, readerCount: count).readers
        var motions: [any MotionSource] = []
        for (place, reader) in readers.enumerated() {
            let choice = place < choices.count ? choices[place] : .place(place)
            motions.append(
                try FollowedPerson(
                    reader, choice, counted, name: name, followerCount: count))
        }
        return motions
    }
}
