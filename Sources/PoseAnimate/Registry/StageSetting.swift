import PluginKit

/// A setting of a stage: its name, what it may be, its default and what it is for, as `plugins` and help tell it.
/// Stages of the engine's own and of plug-ins describe their settings alike.
public typealias StageSetting = PluginKit.Option

extension StageOptions {
    /// The number that a setting has: what is given, else its default.
    ///
    /// - Throws: `usage` when what is given is no number or lies outside.
    func number(_ setting: StageSetting) throws(PoseAnimateError) -> Double {
        switch setting.kind {
        case .number(let range, let standard):
            guard let text = values[setting.name] else { return standard }
            guard let number = Double(text), range.contains(number) else {
                throw refusal(of: text, setting)
            }
            return number
        case .integer(let range, let standard):
            guard let text = values[setting.name] else { return Double(standard) }
            guard let number = Int(text), range.contains(number) else {
                throw refusal(of: text, setting)
            }
            return Double(number)
        default: return 0
        }
    }

    private func refusal(of text: String, _ setting: StageSetting) -> PoseAnimateError {
        PoseAnimateError(
            .usage, "stage `\(name)`: `\(setting.name)=\(text)` is not \(setting.expectation)")
    }

    /// Refuses settings that the stage does not know.
    ///
    /// - Throws: `usage` naming the first unknown one and those that there are.
    func check(_ known: [StageSetting]) throws(PoseAnimateError) {
        try check(known: known.map(\.name))
    }
}
