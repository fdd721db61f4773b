import PluginInterface
import PluginKit

/// Values of options at their edges: what users may write at most.
enum OptionEdges {
    /// The defaults first; then, for each option, each of its edges with the defaults of the others.
    static func all(of stage: PluginStage) -> [[String: String]] {
        var sets: [[String: String]] = [[:]]
        for option in stage.description.options {
            for text in edges(of: option) { sets.append([option.name: text]) }
        }
        return sets
    }

    private static func edges(of option: Option) -> [String] {
        switch option.kind {
        case .number(let range, _): ["\(range.lowerBound)", "\(range.upperBound)"]
        case .integer(let range, _): ["\(range.lowerBound)", "\(range.upperBound)"]
        case .flag: ["true", "false"]
        case .choice(let words, _): words
        case .text: ["", "ä\u{301}" + String(repeating: "x", count: 4000)]
        // What is no file is the stage's to refuse.
        case .file: ["/nowhere/at/all"]
        }
    }
}

extension Notes {
    /// Makes a stage with every edge of its options, and looks whether memory comes back.
    mutating func making<Made>(_ make: ([String: String]) throws -> Made) {
        let stage = stage
        for values in OptionEdges.all(of: stage) {
            let name = values.first.map { "\($0.key)=\($0.value.prefix(40))" } ?? "its defaults"
            rule("is made with \(name), or says why not") {
                do {
                    _ = try make(values)
                } catch let error as PluginError
                    where error.message.contains("did not say why") || error.kind == .fault
                {
                    return error.message
                } catch is PluginError {
                    return values.isEmpty && stage.description.kind != .source
                        ? "it is not made even with its defaults" : nil
                }
                return nil
            }
        }
        rule("gives back the memory of stages that are gone") {
            HeapWatch.growth(of: 64) { _ = try? make([:]) }.map {
                "\($0) bytes stay for each stage that was made and destroyed"
            }
        }
    }
}
