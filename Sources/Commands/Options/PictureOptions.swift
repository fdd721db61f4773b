import ArgumentParser
import PoseAnimate

/// Options about the picture that frames are drawn in.
struct PictureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Size of the picture; the clip's frame is fitted in. Default: the clip's size.",
            valueName: "WxH"))
    var size: Dimensions?

    @Option(
        help: ArgumentHelp("Size of the picture as a factor of the clip's.", valueName: "factor"))
    var scale: Double?

    @Option(
        help: ArgumentHelp(
            "Colour behind the character, in any CSS form. Default: transparent.",
            valueName: "colour"))
    var background: ColorArgument?

    @Option(
        help:
            ArgumentHelp(
                "Renderer that draws the frames, name or name,key=value.",
                discussion: StageHelp.text(of: .renderer), valueName: "name"))
    var renderer = "cairo"

    func validate() throws {
        guard size == nil || scale == nil else {
            throw ValidationError("--size and --scale exclude each other")
        }
        if let scale, !(scale > 0 && scale.isFinite) {
            throw ValidationError("--scale \(scale): a factor is greater than 0")
        }
    }

    func apply(to options: inout AnimationOptions) throws {
        if let size {
            options.pictureSize = .pixels(width: size.width, height: size.height)
        } else if let scale {
            options.pictureSize = .scaled(scale)
        }
        if let background { options.background = background.color }
        options.renderer = try StageOptions(parsing: renderer)
    }
}
