/// The command line by which FFmpeg makes a movie of frames on its standard input.
struct FFmpegArguments {
    let format: MovieFormat
    let settings: MovieSettings

    /// How frames are handed over.
    var pixels: PixelForm { isPlanar ? .planar420 : .rgba }

    /// Opaque frames of a format that codes luma and chroma come as it codes them.
    private var isPlanar: Bool {
        switch format.pictures {
        case .opaque: true
        case .transparent(let pixels): settings.isOpaque && pixels.contains("420")
        case .colors: false
        }
    }

    /// - Parameters:
    ///   - size: the frames' in the form in which they are handed over.
    ///   - path: the file to write; it is replaced.
    func words(size: (width: Int, height: Int), path: String) -> [String] {
        let rate = FrameRate(settings.framesPerSecond)
        var words = [
            "-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-f", "rawvideo",
            "-pixel_format", isPlanar ? "yuv420p" : "rgba", "-video_size",
            "\(size.width)x\(size.height)", "-framerate", "\(rate.numerator)/\(rate.denominator)",
        ]
        if isPlanar { words += ["-color_range", "tv", "-colorspace", "bt709"] }
        words += ["-i", "pipe:0"]
        if let sound = settings.soundtrack {
            if sound.start > 0 { words += ["-ss", "\(sound.start)"] }
            words += [
                "-protocol_whitelist", "file", "-i", "file:" + sound.path, "-map", "0:v", "-map",
                "1:a:0",
            ]
        }
        words += picture
        words += format.coding.map {
            switch $0 {
            case "{}": "\(quality)"
            case "{lossless}": quality == 100 ? "1" : "0"
            default: $0
            }
        }
        if settings.soundtrack != nil, let coder = format.sound {
            // Silence fills up what is too short; what is too long ends with the frames.
            words += coder + ["-af", "apad", "-shortest", "-flags:a", "+bitexact"]
        }
        // No program's version and no time of day in the file.
        words += ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"]
        return words + ["-f", format.container, "file:" + path]
    }

    private var quality: Int { settings.quality ?? format.quality?.standard ?? 0 }

    /// How pixels are turned and named.
    private var picture: [String] {
        let tags = [
            "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709",
            "-color_trc", "bt709",
        ]
        switch format.pictures {
        case .opaque: return ["-pix_fmt", "yuv420p", "-chroma_sample_location", "center"] + tags
        case .transparent(let pixels):
            if isPlanar { return ["-pix_fmt", "yuv420p"] + tags }
            let scaling =
                "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,"
                + "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=black@0,format=\(pixels)"
            return ["-vf", scaling, "-pix_fmt", pixels] + tags
        case .colors("pal8"):
            // A palette for each frame needs no second look at all of them, so memory stays flat.
            let dithering =
                switch settings.dithering {
                case .none: "none"
                case .bayer: "bayer:bayer_scale=3"
                case .sierra: "sierra2_4a"
                }
            let transparent = settings.isOpaque ? 0 : 1
            return [
                "-filter_complex",
                "[0:v]split[a][b];[a]palettegen=stats_mode=single:"
                    + "reserve_transparent=\(transparent)[p];"
                    + "[b][p]paletteuse=new=1:alpha_threshold=128:dither=\(dithering)",
            ]
        case .colors(let pixels):
            return ["-pix_fmt", settings.isOpaque && pixels == "rgba" ? "rgb24" : pixels]
        }
    }
}
