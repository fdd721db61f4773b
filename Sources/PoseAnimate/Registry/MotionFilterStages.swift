import Motion

extension Registry {
    mutating func registerMotionFilters() throws(PoseAnimateError) {
        try register(
            filter: "confidence",
            summary: "Pose Animator's smoothing of body parts, weighted by confidence"
        ) { options in
            try options.check(known: [])
            return ConfidenceSmoothing()
        }
        try register(
            filter: "doubtful",
            summary: "takes parts that the detector doubts for not seen; they stay with the figure",
            settings: [leastConfidenceSetting(of: DoubtfulParts().leastConfidence, "left out")]
        ) { options in
            try options.check(known: ["min-confidence"])
            let least = try options.number("min-confidence", in: 0...1)
            return DoubtfulParts(leastConfidence: least ?? DoubtfulParts().leastConfidence)
        }
        try register(
            filter: "one-euro",
            summary: "One-Euro filter (Casiez 2012): steady at rest, quick in motion; live",
            settings: OneEuroSettings.stageSettings + [
                leastConfidenceSetting(of: OneEuroSmoothing().leastConfidence, "held"),
                StageSetting(
                    "hold", standard: OneEuroSmoothing().longestHold,
                    "seconds that a doubtful part is held; after that it is believed"),
            ]
        ) { options in
            try options.check(
                known: OneEuroSettings.stageSettings.map(\.name) + ["min-confidence", "hold"])
            let standard = OneEuroSmoothing()
            return OneEuroSmoothing(
                try OneEuroSettings(options),
                leastConfidence: try options.number("min-confidence", in: 0...1)
                    ?? standard.leastConfidence,
                longestHold: try options.number("hold", in: 0...3600) ?? standard.longestHold)
        }
        try register(
            filter: "gaps",
            summary: "bridges short gaps in what is seen well; needs the whole clip",
            settings: [
                leastConfidenceSetting(of: GapInterpolation().leastConfidence, "bridged"),
                StageSetting(
                    "frames", standard: Double(GapInterpolation().longestGap),
                    "the longest gap that is bridged, in frames"),
                StageSetting(
                    "curve", standard: GapInterpolation().curve.rawValue,
                    "linear, or minimum-jerk from rest to rest"),
            ]
        ) { options in
            try options.check(known: ["min-confidence", "frames", "curve"])
            let standard = GapInterpolation()
            return GapInterpolation(
                leastConfidence: try options.number("min-confidence", in: 0...1)
                    ?? standard.leastConfidence,
                longestGap: try options.number("frames", in: 0...1e9).map { Int($0) }
                    ?? standard.longestGap,
                curve: try options.choice("curve", of: GapInterpolation.Curve.self)
                    ?? standard.curve)
        }
        try register(
            filter: "zero-phase",
            summary: "One-Euro forth and back, without lag; needs the whole clip",
            settings: OneEuroSettings.stageSettings
        ) { options in
            try options.check(known: OneEuroSettings.stageSettings.map(\.name))
            return ZeroPhaseOneEuro(try OneEuroSettings(options))
        }
        try register(
            filter: "rts",
            summary: "Rauch-Tung-Striebel smoother, weighted by confidence; needs the whole clip",
            settings: [
                StageSetting(
                    "noise", standard: RTSSmoothing().noise,
                    "how far a sure point is off, in body sizes (face sizes)"),
                StageSetting(
                    "agility", standard: RTSSmoothing().agility,
                    "random change of velocity, sizes²/s³: higher follows more closely"),
                StageSetting(
                    "hold", standard: RTSSmoothing().longestGap,
                    "seconds of absence after which a point begins anew"),
            ]
        ) { options in
            try options.check(known: ["noise", "agility", "hold"])
            let standard = RTSSmoothing()
            return RTSSmoothing(
                noise: try options.number("noise", in: 1e-6...1000) ?? standard.noise,
                agility: try options.number("agility", in: 1e-6...1e6) ?? standard.agility,
                longestGap: try options.number("hold", in: 0...3600) ?? standard.longestGap)
        }
    }
}

/// Below which confidence a part is doubtful, and what is done with it then.
private func leastConfidenceSetting(of standard: Double, _ fate: String) -> StageSetting {
    StageSetting(
        "min-confidence", standard: standard, "parts of less confidence, 0 to 1, are \(fate)")
}

extension OneEuroSettings {
    fileprivate static let stageSettings = [
        StageSetting(
            "min-cutoff", standard: OneEuroSettings().minCutoff,
            "cut-off at rest in Hz: lower is steadier and later"),
        StageSetting(
            "beta", standard: OneEuroSettings().beta,
            "Hz more for every body size (face size) a second: higher lags less"),
        StageSetting(
            "d-cutoff", standard: OneEuroSettings().speedCutoff, "cut-off of the speed in Hz"),
    ]

    fileprivate init(_ options: StageOptions) throws(PoseAnimateError) {
        self.init()
        // Up to a million: beyond what any motion needs, and far from where numbers overflow.
        minCutoff = try options.number("min-cutoff", in: 1e-6...1e6) ?? minCutoff
        beta = try options.number("beta", in: 0...1e6) ?? beta
        speedCutoff = try options.number("d-cutoff", in: 1e-6...1e6) ?? speedCutoff
    }
}
