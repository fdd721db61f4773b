import Motion
import PluginKit

extension Registry {
    mutating func registerMotionFilters() throws(PoseAnimateError) {
        try register(
            filter: "one-euro",
            summary: "One-Euro filter (Casiez 2012): steady at rest, quick in motion; live",
            settings: OneEuroSettings.stageSettings + HeldParts.settings
        ) { options in
            try options.check(OneEuroSettings.stageSettings + HeldParts.settings)
            return OneEuroSmoothing(
                try OneEuroSettings(options),
                leastConfidence: try options.number(HeldParts.leastConfidence),
                longestHold: try options.number(HeldParts.hold))
        }
        try registerGaps()
        try register(
            filter: "zero-phase",
            summary: "One-Euro forth and back, without lag; needs the whole clip",
            settings: OneEuroSettings.stageSettings
        ) { options in
            try options.check(OneEuroSettings.stageSettings)
            return ZeroPhaseOneEuro(try OneEuroSettings(options))
        }
        try registerRTS()
    }

    private mutating func registerGaps() throws(PoseAnimateError) {
        let standard = GapInterpolation()
        let leastConfidence = StageSetting.leastConfidence(standard.leastConfidence, "bridged")
        let frames = StageSetting.integer(
            "frames", in: 0...1_000_000_000, standard: standard.longestGap,
            "the longest gap that is bridged, in frames")
        let curve = StageSetting.choice(
            "curve", of: GapInterpolation.Curve.allCases.map(\.rawValue),
            standard: standard.curve.rawValue,
            "how a gap is bridged; minimum-jerk: from rest to rest")
        try register(
            filter: "gaps",
            summary: "bridges short gaps in what is seen well; needs the whole clip",
            settings: [leastConfidence, frames, curve]
        ) { options in
            try options.check([leastConfidence, frames, curve])
            return GapInterpolation(
                leastConfidence: try options.number(leastConfidence),
                longestGap: Int(try options.number(frames)),
                curve: try options.choice(curve.name, of: GapInterpolation.Curve.self)
                    ?? standard.curve)
        }
    }

    private mutating func registerRTS() throws(PoseAnimateError) {
        let standard = RTSSmoothing()
        let noise = StageSetting.number(
            "noise", in: 1e-6...1000, standard: standard.noise,
            "how far a sure point is off, in body sizes (face sizes)")
        let agility = StageSetting.number(
            "agility", in: 1e-6...1e6, standard: standard.agility,
            "random change of velocity, sizes²/s³: higher follows more closely")
        let hold = StageSetting.number(
            "hold", in: 0...3600, standard: standard.longestGap,
            "seconds of absence after which a point begins anew")
        try register(
            filter: "rts",
            summary: "Rauch-Tung-Striebel smoother, weighted by confidence; needs the whole clip",
            settings: [noise, agility, hold]
        ) { options in
            try options.check([noise, agility, hold])
            return RTSSmoothing(
                noise: try options.number(noise), agility: try options.number(agility),
                longestGap: try options.number(hold))
        }
    }
}

/// What the One-Euro filter does with parts that are doubtful.
private enum HeldParts {
    static let leastConfidence = StageSetting.leastConfidence(
        OneEuroSmoothing().leastConfidence, "held")
    static let hold = StageSetting.number(
        "hold", in: 0...3600, standard: OneEuroSmoothing().longestHold,
        "seconds that a doubtful part is held; after that it is believed")
    static let settings = [leastConfidence, hold]
}

extension OneEuroSettings {
    // Up to a million: beyond what any motion needs, and far from where numbers overflow.
    private static let minCutoffSetting = StageSetting.number(
        "min-cutoff", in: 1e-6...1e6, standard: OneEuroSettings().minCutoff,
        "cut-off at rest in Hz: lower is steadier and later")
    private static let betaSetting = StageSetting.number(
        "beta", in: 0...1e6, standard: OneEuroSettings().beta,
        "Hz more for every body size (face size) a second: higher lags less")
    private static let speedCutoffSetting = StageSetting.number(
        "d-cutoff", in: 1e-6...1e6, standard: OneEuroSettings().speedCutoff,
        "cut-off of the speed in Hz")

    fileprivate static let stageSettings = [minCutoffSetting, betaSetting, speedCutoffSetting]

    fileprivate init(_ options: StageOptions) throws(PoseAnimateError) {
        self.init()
        minCutoff = try options.number(Self.minCutoffSetting)
        beta = try options.number(Self.betaSetting)
        speedCutoff = try options.number(Self.speedCutoffSetting)
    }
}
