import ArgumentParser
import PoseAnimate

/// What a drawing may read besides itself.
struct ResourceOptions: ParsableArguments {
    @Option(
        name: .customLong("resources"),
        help: ArgumentHelp(
            "A folder whose pictures the drawing may show, besides its own folder. Repeatable.",
            valueName: "folder"))
    var folders: [String] = []

    /// - Throws: `SVGError` when a folder is missing.
    func options() throws -> SVGOptions {
        for folder in folders where !Directory.exists(folder) {
            throw SVGError(
                .noInput, source: folder, "there is no such folder; --resources names one")
        }
        return SVGOptions(allowedFolders: folders)
    }
}
