import ArgumentParser
import Inference
import PoseAnimate

/// Who computes models, and with which operators: the interpreter's own and what plug-ins add.
struct DelegateOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who computes models: auto takes the fastest for each node; reference is the portable code "
                + "that defines what is right; others are \(Self.others), or a plug-in's, "
                + "name or name,key=value. Default: auto.",
            discussion: StageHelp.delegates, valueName: "name"))
    var delegate: String?

    private static let own = Interpreter.DelegateChoice.allCases.filter { $0 != .given }
    private static let others = own.filter { $0 != .auto && $0 != .reference }
        .map(\.rawValue).joined(separator: ", ")

    /// Sets operators and delegates, those of the plug-ins at hand too.
    ///
    /// - Throws: `usage` when there is no such delegate; why a plug-in cannot be loaded.
    func apply(to options: inout Interpreter.Options) throws {
        let library = try StageShelf.library
        options.operators = library.operators
        let name = delegate ?? Interpreter.DelegateChoice.auto.rawValue
        if let own = Self.own.first(where: { $0.rawValue == name }) {
            options.delegate = own
            if own == .auto {
                options.delegates = library.makeDelegates {
                    StandardStreams.complain("warning: left away: \($0)")
                }
            }
            return
        }
        let setting = try StageOptions(parsing: name)
        guard library.delegateNames.contains(setting.name) else {
            let names = Self.own.map(\.rawValue) + library.delegateNames
            throw ValidationError(
                "--delegate \(setting.name): there is none of that name; there are "
                    + "\(names.joined(separator: ", "))")
        }
        options.delegate = .given
        options.delegates = [try library.makeDelegate(setting)]
    }
}
