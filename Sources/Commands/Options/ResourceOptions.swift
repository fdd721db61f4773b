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

    var options: SVGOptions { SVGOptions(allowedFolders: folders) }
}
