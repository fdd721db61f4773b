import PluginKit
import Sinks

/// The sinks that ship with the engine.
extension Registry {
    mutating func registerSinks() throws(PoseAnimateError) {
        try register(
            sink: "contact-sheet", summary: "one PNG picture with a grid of frames"
        ) { request, options in
            try options.check(known: [])
            return ContactSheetSink(path: request.destination, frameCount: request.frameCount)
        }
        try register(
            sink: "sprites", summary: "all frames in one PNG picture, and a JSON file of places",
            settings: [
                .text("columns", standard: "about square", "frames side by side, 1 to 32767"),
                .compression(standard: .balanced),
            ]
        ) { request, options in
            try options.check(known: ["columns", "compression"])
            return try SpriteSheetSink(
                path: request.destination, framesPerSecond: request.framesPerSecond,
                columns: try options.number("columns", in: 1...32767).map { Int($0) },
                compression: try options.choice("compression", of: PNGCompression.self)
                    ?? .balanced)
        }
        for form in RawSink.Form.allCases {
            try register(
                sink: form.rawValue, summary: Self.summary(of: form),
                traits: SinkTraits(
                    endings: [form.rawValue], streams: true, keepsAlpha: form != .y4m)
            ) { request, options in
                try options.check(known: [])
                return try RawSink(
                    path: request.destination, form: form,
                    framesPerSecond: request.framesPerSecond)
            }
        }
        for format in MovieFormat.all { try register(format) }
        try registerVectorSinks()
    }

    private static func summary(of form: RawSink.Form) -> String {
        switch form {
        case .bgra: "pixels as they are, 4 bytes each, blue first, straight alpha"
        case .rgba: "pixels as they are, 4 bytes each, red first, straight alpha"
        case .y4m: "a YUV4MPEG2 stream for other programs; over white where it is transparent"
        }
    }

    private mutating func register(_ format: MovieFormat) throws(PoseAnimateError) {
        var settings: [StageSetting] = []
        if let quality = format.qualityChoice {
            settings.append(
                .integer(
                    "quality", in: quality.range, standard: quality.standard, quality.meaning))
        }
        let isGIF = format.name == "gif"
        if isGIF {
            settings.append(
                .choice(
                    "dither", of: MovieSettings.Dithering.allCases.map(\.rawValue),
                    standard: MovieSettings.Dithering.sierra.rawValue,
                    "how colours that are missing are made; bayer stands still"))
        }
        try register(
            sink: format.name, summary: format.summary, settings: settings,
            traits: SinkTraits(
                endings: format.endings, keepsAlpha: format.keepsAlpha, hasSound: format.hasSound)
        ) { [settings] request, options in
            try options.check(known: settings.map(\.name))
            var movie = MovieSettings(framesPerSecond: request.framesPerSecond)
            movie.isOpaque = request.isOpaque
            movie.soundtrack = request.soundtrack
            if let quality = format.qualityChoice {
                movie.quality = try options.number(
                    "quality",
                    in: Double(quality.range.lowerBound)...Double(quality.range.upperBound)
                ).map { Int($0) }
            }
            if let dithering = try options.choice("dither", of: MovieSettings.Dithering.self) {
                movie.dithering = dithering
            }
            return try MovieSink(path: request.destination, format: format, settings: movie)
        }
    }
}
