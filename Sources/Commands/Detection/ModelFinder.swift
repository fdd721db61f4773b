import ArgumentParser
import PoseAnimate

/// Finds the models that estimators ask for.
struct ModelFinder {
    /// Files by role, as given on the command line.
    private var explicit: [String: String] = [:]

    /// - Parameter texts: `role=file`.
    init(explicit texts: [String]) throws(ValidationError) {
        for text in texts {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw ValidationError("--model \(text): write it as role=file")
            }
            explicit[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
    }

    func model(forRole role: String) throws -> Model {
        if let path = explicit[role] { return try Model(contentsOf: path) }
        throw ValidationError("no model is known for \(role); give --model \(role)=FILE")
    }
}
