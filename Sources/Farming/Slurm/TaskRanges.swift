/// Numbers as farms write them: `0-3,7,9-10`.
public enum TaskRanges {
    /// - Parameter numbers: ascending, each once.
    public static func text(_ numbers: [Int]) -> String {
        var parts: [String] = []
        var place = 0
        while place < numbers.count {
            var end = place
            while end + 1 < numbers.count, numbers[end + 1] == numbers[end] + 1 { end += 1 }
            parts.append(end == place ? "\(numbers[place])" : "\(numbers[place])-\(numbers[end])")
            place = end + 1
        }
        return parts.joined(separator: ",")
    }

    /// Numbers in groups whose members lie less than `size` apart from the group's base, a multiple
    /// of `size`.
    public static func groups(_ numbers: [Int], size: Int) -> [(base: Int, numbers: [Int])] {
        var groups: [(base: Int, numbers: [Int])] = []
        for number in numbers {
            let base = number / size * size
            if groups.last?.base == base {
                groups[groups.count - 1].numbers.append(number)
            } else {
                groups.append((base, [number]))
            }
        }
        return groups
    }
}
