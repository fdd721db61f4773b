import PluginKit
import Sinks
import Storage
import Vectors

/// The sinks that take frames as geometry.
extension Registry {
    mutating func registerVectorSinks() throws(PoseAnimateError) {
        let tolerance = StageSetting.number(
            "tolerance", in: 0...1000, standard: 0.25,
            "how far a point may be from its place, in pixels")
        try register(
            sceneSink: "svg", summary: "one SVG that moves, or a folder with one for each frame",
            settings: [
                tolerance,
                .choice(
                    "animate", of: SVGAnimation.allCases.map(\.rawValue),
                    standard: SVGAnimation.smil.rawValue,
                    "how it moves; css by @keyframes in a style sheet"),
            ],
            traits: SinkTraits(endings: ["svg"], fillsFolders: true, keepsFramesApart: true)
        ) { request, stage, options in
            try options.check(known: ["tolerance", "animate"])
            let animation = try options.choice("animate", of: SVGAnimation.self) ?? .smil
            let tolerance = try options.tolerance()
            guard !request.destination.lowercased().hasSuffix(".svg") else {
                return try AnimatedSVGSink(
                    path: request.destination, stage: stage, animation: animation,
                    tolerance: tolerance)
            }
            let names = FrameNames(directory: request.destination, ending: "svg")
            return try SVGSequenceSink(
                directory: request.destination, stage: stage, path: names.path(ofFrame:)
            ) { [manifest = request.manifest] index, bytes in
                try manifest?.record(
                    names.name(ofFrame: index), sha256: FileHash.sha256(of: bytes))
            }
        }
        try register(
            sceneSink: "lottie", summary: "a Lottie animation (JSON)", settings: [tolerance],
            traits: SinkTraits(endings: ["json"])
        ) { request, stage, options in
            try options.check(known: ["tolerance"])
            return try LottieSink(
                path: request.destination, stage: stage, tolerance: try options.tolerance())
        }
        try registerPDF()
    }

    private mutating func registerPDF() throws(PoseAnimateError) {
        try register(
            sceneSink: "pdf",
            summary: "a PDF with a page for each frame, or a folder with one for each",
            settings: [
                .number(
                    "resolution", in: 24...1200, standard: 192,
                    "pixels an inch of what PDF has no words for, as filters")
            ],
            traits: SinkTraits(endings: ["pdf"], fillsFolders: true, keepsFramesApart: true)
        ) { request, stage, options in
            try options.check(known: ["resolution"])
            let resolution = try options.number("resolution", in: 24...1200) ?? 192
            guard !request.destination.lowercased().hasSuffix(".pdf") else {
                return try PDFSink(
                    path: request.destination, stage: stage, resolution: resolution)
            }
            let names = FrameNames(directory: request.destination, ending: "pdf")
            return try PDFSequenceSink(
                directory: request.destination, stage: stage, resolution: resolution,
                path: names.path(ofFrame:)
            ) { [manifest = request.manifest] index, bytes in
                try manifest?.record(
                    names.name(ofFrame: index), sha256: FileHash.sha256(of: bytes))
            }
        }
    }
}

extension StageOptions {
    /// In pixels, with or without the unit.
    fileprivate func tolerance() throws(PoseAnimateError) -> Double {
        var options = self
        if let text = values["tolerance"], text.hasSuffix("px") {
            options.values["tolerance"] = String(text.dropLast(2))
        }
        return try options.number("tolerance", in: 0...1000) ?? 0.25
    }
}
