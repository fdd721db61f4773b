/// The movies that FFmpeg makes for us: one table of what it is told for each.
public struct MovieFormat: Sendable {
    /// How frames are handed over.
    enum Pictures: Sendable {
        /// As planes over white, in the form in which they are coded.
        case opaque
        /// With transparency; a code of FFmpeg's for how they are coded then.
        case transparent(pixels: String)
        /// With transparency, coded as colours, not as luma and chroma.
        case colors(pixels: String)
    }

    public let name: String
    /// One line for `pose-animate plugins`.
    public let summary: String
    /// Endings of files that mean this format.
    public let endings: [String]
    /// Whether transparency is kept.
    public let keepsAlpha: Bool
    let pictures: Pictures
    /// FFmpeg's name of the container.
    let container: String
    /// The coder and its settings; `{}` stands for the quality.
    let coding: [String]
    let quality: Quality?
    /// The sound's coder; nil for what has no sound.
    let sound: [String]?

    public var hasSound: Bool { sound != nil }

    /// What is asked for by `quality=`.
    public struct Quality: Sendable {
        public var standard: Int
        public var range: ClosedRange<Int>
        public var meaning: String
    }

    /// What can be asked for by `quality=`; nil where nothing can.
    public var qualityChoice: Quality? { quality }

    /// Threads are counted, because what x264 writes depends on their number.
    public static let all = [
        MovieFormat(
            name: "mp4", summary: "MP4 video, H.264; over white where it is transparent",
            endings: ["mp4", "m4v"], keepsAlpha: false, pictures: .opaque, container: "mp4",
            coding: [
                "-c:v", "libx264", "-preset", "veryfast", "-crf", "{}", "-threads", "4",
                "-movflags", "+faststart",
            ],
            quality: Quality(
                standard: 18, range: 0...51, meaning: "H.264's rate factor, less is better"),
            sound: ["-c:a", "aac", "-b:a", "192k"]),
        MovieFormat(
            name: "webm", summary: "WebM video, VP9, with transparency", endings: ["webm"],
            keepsAlpha: true, pictures: .transparent(pixels: "yuva420p"), container: "webm",
            coding: [
                "-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "{}", "-deadline", "good", "-cpu-used",
                "4", "-row-mt", "1", "-auto-alt-ref", "0",
            ],
            quality: Quality(
                standard: 30, range: 0...63, meaning: "VP9's rate factor, less is better"),
            sound: ["-c:a", "libopus", "-b:a", "160k"]),
        MovieFormat(
            name: "mov", summary: "QuickTime video, ProRes 4444, with transparency",
            endings: ["mov"], keepsAlpha: true, pictures: .transparent(pixels: "yuva444p10le"),
            container: "mov",
            coding: [
                "-c:v", "prores_ks", "-profile:v", "4444", "-alpha_bits", "16", "-movflags",
                "write_colr", "-bsf:v",
                "prores_metadata=color_primaries=bt709:color_trc=bt709:colorspace=bt709",
            ],
            quality: nil, sound: ["-c:a", "pcm_s16le"]),
        MovieFormat(
            name: "mkv", summary: "Matroska video, FFV1: every pixel exact, with transparency",
            endings: ["mkv"], keepsAlpha: true, pictures: .colors(pixels: "bgra"),
            container: "matroska",
            coding: ["-c:v", "ffv1", "-level", "3", "-g", "1", "-slices", "4", "-slicecrc", "1"],
            quality: nil, sound: ["-c:a", "flac"]),
        MovieFormat(
            name: "gif", summary: "animated GIF, a palette a frame, transparent or not",
            endings: ["gif"], keepsAlpha: true, pictures: .colors(pixels: "pal8"),
            container: "gif", coding: ["-c:v", "gif", "-loop", "0"], quality: nil, sound: nil),
        MovieFormat(
            name: "apng", summary: "animated PNG, every pixel exact, with transparency",
            endings: ["apng"], keepsAlpha: true, pictures: .colors(pixels: "rgba"),
            container: "apng", coding: ["-c:v", "apng", "-pred", "mixed", "-plays", "0"],
            quality: nil, sound: nil),
        MovieFormat(
            name: "webp", summary: "animated WebP, with transparency; exact at quality 100",
            endings: ["webp"], keepsAlpha: true, pictures: .colors(pixels: "bgra"),
            container: "webp",
            coding: [
                "-c:v", "libwebp_anim", "-lossless", "{lossless}", "-quality", "{}", "-loop", "0",
            ],
            quality: Quality(
                standard: 90, range: 0...100, meaning: "WebP's; 100 keeps every pixel"),
            sound: nil),
    ]
}
