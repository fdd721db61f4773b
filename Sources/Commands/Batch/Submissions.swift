import PoseAnimate

/// The numbers of the jobs that a batch has submitted last, a line each.
struct Submissions {
    let path: String

    var numbers: [Int] {
        guard let bytes = try? InputFile.read(path, limit: 1 << 20) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .compactMap { Int($0) }
    }

    func write(_ numbers: [Int]) throws {
        let file = try AtomicFile(path: path)
        try file.write(Array(numbers.map { "\($0)\n" }.joined().utf8))
        try file.commit()
    }
}
