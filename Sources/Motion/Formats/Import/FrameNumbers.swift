/// Gives pictures that have numbers or names their places in a recording.
enum FrameNumbers {
    /// The last number in a file's name, without its ending: 33 of "squats_000033_keypoints.json".
    static func number(in name: String) -> Int? {
        let file = name.split(separator: "/").last ?? ""
        let stem = file.split(separator: ".").first ?? ""
        let digits = stem.split { !("0"..."9").contains($0) }.last
        return digits.flatMap { Int($0) }
    }

    /// The place of each of some numbers, which must differ, counted from the smallest, so that a
    /// number that is not there leaves its frame empty.
    ///
    /// Numbers that lie far apart, such as times or COCO's own ids, say no more than an order.
    /// - Returns: the places, the count of frames, and a remark where some are missing.
    static func places(
        of numbers: [Int], named kind: String
    ) -> (places: [Int], count: Int, note: String?) {
        guard let least = numbers.min(), let greatest = numbers.max() else { return ([], 0, nil) }
        let (distance, isTooFar) = greatest.subtractingReportingOverflow(least)
        if isTooFar || distance >= 2 * numbers.count + 100 {
            let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
            var places = Array(repeating: 0, count: numbers.count)
            for (place, index) in order.enumerated() { places[index] = place }
            let note =
                numbers.count > 1
                ? "the numbers of its \(kind) lie far apart; they are taken one behind another"
                : nil
            return (places, numbers.count, note)
        }
        let missing = distance + 1 - numbers.count
        let present = Set(numbers)
        let example = (least...greatest).first { !present.contains($0) }
        let note = example.map {
            "\(missing) of its \(kind) \(missing == 1 ? "is" : "are") missing, such as number \($0)"
                + "; nobody is taken to be there"
        }
        return (numbers.map { $0 - least }, distance + 1, note)
    }
}
