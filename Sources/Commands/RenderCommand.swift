import ArgumentParser
import PoseAnimate

/// `pose-animate render character.svg -o out.png`: the drawing as it stands.
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Draw an SVG file as it stands.")

    @Argument(help: "The SVG file.")
    var drawing: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The picture.", valueName: "file.png"))
    var output: String

    @OptionGroup(title: "Picture") var picture: PictureOptions

    @OptionGroup(title: "Drawing") var resources: ResourceOptions

    @OptionGroup(title: "Plug-ins") var plugins: PluginOptions

    @Flag(help: "No warnings.")
    var quiet = false

    func validate() throws {
        try OutputPaths.check(inputs: [("the drawing", drawing)], outputs: [("--output", output)])
    }

    func run() throws {
        let drawing = try SVGReader.read(path: drawing, options: try resources.options())
        if !quiet { DiagnosticReport.show(drawing.diagnostics, of: self.drawing) }
        var options = AnimationOptions()
        try picture.apply(to: &options)
        let buffer = try plugins.use {
            try StillPicture.draw(drawing, options: options, registry: StageShelf.registry)
        }
        var sink = PNGFileSink(path: output)
        try sink.write(buffer, index: 0)
        sink.finish()
    }
}
