import CPoseAnimatePlugin
import PluginKit

/// Values of options, from what users write to what stages are given.
package enum OptionValues {
    /// - Parameter memory: keeps texts.
    /// - Throws: `usage` naming the option, what it may be and where it is listed.
    static func read(
        _ values: [String: String], for stage: PluginStage, into memory: ForeignMemory
    ) throws(PluginError) -> [pa_value] {
        let options = stage.description.options
        if let stray = values.keys.sorted().first(where: { key in
            !options.contains { $0.name == key }
        }) {
            let known = options.map(\.name)
            throw stage.error(
                .usage,
                "has no setting `\(stray)`; "
                    + (known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"))
        }
        var row: [pa_value] = []
        for option in options {
            guard let text = values[option.name] else {
                row.append(standard(of: option, memory))
                continue
            }
            guard let value = value(of: option, text, memory) else {
                throw stage.error(
                    .usage, "`\(option.name)=\(text)` is not \(option.expectation)")
            }
            row.append(value)
        }
        return row
    }

    private static func standard(of option: Option, _ memory: ForeignMemory) -> pa_value {
        switch option.kind {
        case .number(_, let standard): pa_value(number: standard, text: nil)
        case .integer(_, let standard): pa_value(number: Double(standard), text: nil)
        case .flag(let standard): pa_value(number: standard ? 1 : 0, text: nil)
        case .choice(let words, let standard):
            pa_value(
                number: Double(words.firstIndex(of: standard) ?? 0), text: memory.text(standard))
        case .text(let standard): pa_value(number: 0, text: standard.map(memory.text))
        case .file: pa_value(number: 0, text: nil)
        }
    }

    /// Nil when the text does not fit.
    private static func value(
        of option: Option, _ text: String, _ memory: ForeignMemory
    ) -> pa_value? {
        switch option.kind {
        case .number(let range, _):
            guard let number = Double(text), range.contains(number) else { return nil }
            return pa_value(number: number, text: nil)
        case .integer(let range, _):
            guard let number = Int(text), range.contains(number) else { return nil }
            return pa_value(number: Double(number), text: nil)
        case .flag:
            guard let place = ["false", "true"].firstIndex(of: text) else { return nil }
            return pa_value(number: Double(place), text: nil)
        case .choice(let words, _):
            guard let place = words.firstIndex(of: text) else { return nil }
            return pa_value(number: Double(place), text: memory.text(text))
        case .text, .file:
            return text.utf8.contains(0) ? nil : pa_value(number: 0, text: memory.text(text))
        }
    }
}
