import ArgumentParser
import PoseAnimate

/// Checks a command's paths against each other before anything is read or written.
enum OutputPaths {
    /// Endings that mean a file and not a folder.
    private static let fileEndings = [
        "apng", "avi", "gif", "jpeg", "jpg", "json", "mkv", "mov", "mp4", "pdf", "png", "svg",
        "webm", "webp", "y4m",
    ]

    /// - Parameters:
    ///   - inputs: option and path of what is read.
    ///   - outputs: option and path of what is written.
    ///   - streamed: an option whose output may go to standard output.
    /// - Throws: when a path is empty, or an output would replace an input or another output.
    static func check(
        inputs: [(option: String, path: String?)], outputs: [(option: String, path: String?)],
        streamed: String? = nil
    ) throws(ValidationError) {
        var seen: [String: String] = [:]
        for (option, path) in inputs {
            guard let path = try named(option, path) else { continue }
            if path != "-" { seen[InputFile.identity(of: path)] = option }
        }
        for (option, path) in outputs {
            guard let path = try named(option, path) else { continue }
            if path == "-", option == streamed { continue }
            guard path != "-" else {
                throw ValidationError(
                    "\(option) cannot write to standard output; give a path (./- for a file so named)"
                )
            }
            if let other = seen.updateValue(option, forKey: InputFile.identity(of: path)) {
                throw ValidationError(
                    "\(option) and \(other) both name \(path); give them different paths")
            }
        }
    }

    /// Refuses a folder that is named like a file.
    static func checkFolder(_ option: String, _ path: String?) throws(ValidationError) {
        guard let path, !path.hasSuffix("/") else { return }
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard path.contains("."), fileEndings.contains(ending) else { return }
        throw ValidationError(
            "\(option) \(path) names a file, but frames go into a folder; write \(path)/ if you "
                + "mean one")
    }

    private static func named(
        _ option: String, _ path: String?
    ) throws(ValidationError) -> String? {
        guard let path else { return nil }
        guard !path.isEmpty else { throw ValidationError("\(option) is empty; give a path") }
        return path
    }
}
