import PluginInterface
import PluginKit
import Rendering

/// The stages of this module that are made and called as those of plug-ins are.
package let builtInSinkStages = BuiltInPlugin([PNGStage.self])

/// PNG files as a stage.
struct PNGStage: SinkPlugin {
    static let about = About(
        "png", "a folder of PNG pictures, frame_000000.png …, or one picture",
        options: [.compression(standard: .fast)])
    static let abilities = SinkAbilities(endings: ["png"], isFilePerFrame: true)

    private let compression: PNGCompression

    init(_ setup: Setup<SinkRequest>) {
        compression = setup.text("compression").flatMap(PNGCompression.init) ?? .fast
    }

    func makeEncoder() -> any PictureEncoder { Encoder(compression) }

    private final class Encoder: PictureEncoder {
        private let encoder: PNGEncoder
        private var bytes: [UInt8] = []

        init(_ compression: PNGCompression) { encoder = PNGEncoder(compression) }

        func encode(_ picture: Picture, index: Int, to output: Output) throws {
            guard let data = picture.hostData else {
                throw PluginFailure(.fault, "is called by another engine than its own")
            }
            let pixels = Unmanaged<PixelBuffer>.fromOpaque(data).takeUnretainedValue()
            try encoder.encode(pixels, index: index, into: &bytes)
            try output.write(bytes)
        }
    }
}

extension Option {
    /// How hard PNG files are compressed.
    package static func compression(standard: PNGCompression) -> Option {
        .choice(
            "compression", of: PNGCompression.allCases.map(\.rawValue),
            standard: standard.rawValue, "how hard it is packed; the picture is the same")
    }
}
